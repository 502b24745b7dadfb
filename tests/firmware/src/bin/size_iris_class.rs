//! Built for its size, never run: `empty` and the model `iris_class`.
#![no_std]
#![no_main]

tinyml_bench::size!(IrisName);
