//! What the measuring programs share: a clock that counts instructions, a stack that shows how deep it was used, and
//! the two-line main functions of the `empty` and `size_*` programs.
//!
//! All of it is for the QEMU machines mps2-an385 and mps2-an386, run with `-icount shift=0`; nothing runs on a board.
#![no_std]

pub mod clock;
pub mod footprint;
#[cfg(feature = "graphs")]
pub mod graph_footprint;
pub mod stack;

pub use cortex_m_rt::entry;
pub use tinyml_bench_models::{Subject, for_each, subject::Visitor, subjects};
// Whoever measures networks of dense layers alone, with this library and models of his own, has no graphs.
#[cfg(feature = "graphs")]
pub use tinyml_bench_models::{graph, graphs};

use core::panic::PanicInfo;

/// No model may panic (the link check sees to it), and the programs around them have nothing to say.
#[panic_handler]
fn stop(_: &PanicInfo) -> ! {
    loop {
        core::hint::spin_loop();
    }
}
