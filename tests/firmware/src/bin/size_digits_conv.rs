//! Built for its size, never run: `empty` and the graph `digits_conv`.
#![no_std]
#![no_main]

tinyml_bench::graph_size!(tinyml_bench::graphs::own::DigitsConv);
