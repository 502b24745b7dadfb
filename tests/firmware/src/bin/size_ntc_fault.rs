//! Built for its size, never run: `empty` and the model `ntc_fault`.
#![no_std]
#![no_main]

tinyml_bench::size!(NtcFaulty);
