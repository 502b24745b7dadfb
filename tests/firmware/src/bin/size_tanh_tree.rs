//! Built for its size, never run: `empty` and the model `tanh_tree`.
#![no_std]
#![no_main]

tinyml_bench::size!(TanhTree);
