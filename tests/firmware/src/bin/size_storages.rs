//! Built for its size, never run: `empty` and the model `storages`.
#![no_std]
#![no_main]

tinyml_bench::size!(Storages);
