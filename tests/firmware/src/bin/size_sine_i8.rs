//! Built for its size, never run: `empty` and the model `sine_i8`.
#![no_std]
#![no_main]

tinyml_bench::size!(SineI8);
