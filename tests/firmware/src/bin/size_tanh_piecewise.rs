//! Built for its size, never run: `empty` and the model `tanh_piecewise`.
#![no_std]
#![no_main]

tinyml_bench::size!(TanhPiecewise);
