//! Built for its size, never run: `empty` and the graph `conv_16x8`.
#![no_std]
#![no_main]

tinyml_bench::graph_size!(tinyml_bench::graphs::own::Conv16x8);
