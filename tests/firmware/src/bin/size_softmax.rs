//! Built for its size, never run: `empty` and the model `softmax`.
#![no_std]
#![no_main]

tinyml_bench::size!(Softmax);
