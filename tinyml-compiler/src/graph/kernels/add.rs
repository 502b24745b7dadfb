//! The sum or difference of two tensors.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// ADD and SUB, of 8 or 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Add {
    /// What the chip is told.
    pub kernel: tensor::Add,
    /// Whether elements have 16 bits.
    pub wide: bool,
    /// For each operand, whether it has the shape of the output.
    pub whole: [bool; 2],
}

printed!(Term { zero_point, multiplier });
printed!(Add { broadcast, first, second, subtract, shift, sum, zero_point, range });

impl Describe for Add {
    fn run(&self, io: &Io<'_>) {
        if self.wide {
            self.kernel.run(io.input::<i16>(0), io.input::<i16>(1), io.output::<i16>(0));
        } else {
            self.kernel.run(io.input::<i8>(0), io.input::<i8>(1), io.output::<i8>(0));
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Add)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel.print(core)
    }

    fn bytes(&self) -> usize {
        108
    }

    fn overlap(&self, input: usize) -> Overlap {
        over_whole(&self.whole, input)
    }
}

/// In place where the operand is walked in the order of the output, which is where it has its shape.
pub(super) fn over_whole(whole: &[bool; 2], input: usize) -> Overlap {
    match whole.get(input) {
        Some(true) => Overlap::Lead(0),
        Some(false) | None => Overlap::Never,
    }
}
