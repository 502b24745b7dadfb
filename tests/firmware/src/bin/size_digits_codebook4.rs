//! Built for its size, never run: `empty` and the model `digits_codebook4`.
#![no_std]
#![no_main]

tinyml_bench::size!(DigitsCodebook4);
