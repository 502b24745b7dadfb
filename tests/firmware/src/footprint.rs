//! The main functions of the programs that are built for their size and never run.
//!
//! Inputs and outputs lie at fixed addresses, not in statics, so that the difference of two programs is the model.

use core::{hint::black_box, ptr};
use tinyml_bench_models::{Subject, input::Input};

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

pub(crate) fn input<I: Input>() -> &'static I {
    // SAFETY: the address is aligned and in RAM far from stack and statics; every bit pattern is an input.
    unsafe { &*(black_box(INPUT) as *const I) }
}

pub(crate) fn write<O>(output: O) {
    // SAFETY: the address is aligned and in RAM far from stack and statics.
    unsafe { ptr::write_volatile(OUTPUT as *mut O, output) };
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
