//! Built for its size, never run: `empty` and the model `sine`.
#![no_std]
#![no_main]

tinyml_bench::size!(Sine);
