//! Built for its size, never run: `empty` and the model `ntc`.
#![no_std]
#![no_main]

tinyml_bench::size!(Ntc);
