//! Built for its size, never run: `empty` and the graph `network_16x8`.
#![no_std]
#![no_main]

tinyml_bench::graph_size!(tinyml_bench::graphs::own::Network16x8);
