//! The main functions of the programs that are built for their size and never run.
//!
//! Inputs and outputs lie at fixed addresses, not in statics, so that the difference of two programs is the model.

use core::{hint::black_box, ptr};
use tinyml_bench_models::{Subject, graph::Graph, input::Input};

const INPUT: usize = 0x2020_0000;
const OUTPUT: usize = 0x2030_0000;

/// For ever: one number in, the same number out.
#[inline(always)]
pub fn without_model() -> ! {
    loop {
        write(input::<u16>().first());
    }
}

/// For ever: one input in, one inference, the output out.
#[inline(always)]
pub fn with_model<S: Subject>() -> ! {
    loop {
        write(S::infer(input::<S::Input>()));
    }
}

fn input<I: Input>() -> &'static I {
    // SAFETY: the address is aligned and in RAM far from stack and statics; every bit pattern is an input.
    unsafe { &*(black_box(INPUT) as *const I) }
}

fn write<O>(output: O) {
    // SAFETY: the address is aligned and in RAM far from stack and statics.
    unsafe { ptr::write_volatile(OUTPUT as *mut O, output) };
}

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
            $crate::footprint::with_graph(NETWORK)
        }
    };
}

/// The `size_*` program of one subject.
#[macro_export]
macro_rules! size {
    ($subject:ident) => {
        #[$crate::entry]
        fn main() -> ! {
            $crate::footprint::with_model::<$crate::subjects::$subject>()
        }
    };
}
