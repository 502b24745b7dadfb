//! The sum or difference of two tensors.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Term};

use super::{Describe, Overlap, parts};
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
        let kernel = &self.kernel;
        let term = |term: Term| {
            let (zero_point, multiplier) =
                (parts::int(term.zero_point), parts::multiplier(core, term.multiplier));
            quote!(#core::tensor::Term { zero_point: #zero_point, multiplier: #multiplier })
        };
        let (first, second) = (term(kernel.first), term(kernel.second));
        let (broadcast, sum) =
            (parts::broadcast(core, &kernel.broadcast), parts::multiplier(core, kernel.sum));
        let (zero_point, range) = (parts::int(kernel.zero_point), parts::range(core, kernel.range));
        let (subtract, shift) = (kernel.subtract, parts::small(kernel.shift));
        quote!(#core::tensor::Add {
            broadcast: #broadcast, first: #first, second: #second, subtract: #subtract, shift: #shift,
            sum: #sum, zero_point: #zero_point, range: #range
        })
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
