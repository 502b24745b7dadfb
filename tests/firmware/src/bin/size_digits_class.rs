//! Built for its size, never run: `empty` and the model `digits_class`.
#![no_std]
#![no_main]

tinyml_bench::size!(DigitsName);
