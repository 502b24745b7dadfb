//! Built for its size, never run: `empty` and the model `digits`.
#![no_std]
#![no_main]

tinyml_bench::size!(Digits);
