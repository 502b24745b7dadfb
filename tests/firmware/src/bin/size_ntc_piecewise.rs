//! Built for its size, never run: `empty` and the model `ntc_piecewise`.
#![no_std]
#![no_main]

tinyml_bench::size!(NtcPiecewise);
