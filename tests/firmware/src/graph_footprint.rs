//! The main functions of the programs that are built for the size of a graph; see `footprint.rs`.

use crate::footprint::{input, write};
use tinyml_bench_models::graph::Graph;

/// For ever: one input in, one inference of a network with a memory of its own, the output out.
#[inline(always)]
pub fn with_graph<G: Graph>(network: &mut G) -> ! {
    loop {
        write(network.infer(input::<G::Input>()));
    }
}

/// The `size_*` program of one graph, which is a static.
#[macro_export]
macro_rules! graph_size {
    ($graph:path) => {
        #[$crate::entry]
        fn main() -> ! {
            static mut NETWORK: $graph = <$graph>::new();
            $crate::graph_footprint::with_graph(NETWORK)
        }
    };
}
