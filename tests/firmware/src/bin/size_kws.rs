//! Built for its size, never run: `empty` and the graph `kws`.
#![no_std]
#![no_main]

tinyml_bench::graph_size!(tinyml_bench::graphs::golden::Kws);
