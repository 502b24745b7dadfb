//! The product of two tensors.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::add::over_whole;
use super::{Describe, Overlap, parts};
use crate::graph::run::Io;

/// MUL, of 8 or 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Mul {
    /// What the chip is told.
    pub kernel: tensor::Mul,
    /// Whether elements have 16 bits.
    pub wide: bool,
    /// For each operand, whether it has the shape of the output.
    pub whole: [bool; 2],
    /// Number of outputs.
    pub count: usize,
}

impl Describe for Mul {
    fn run(&self, io: &Io<'_>) {
        if self.wide {
            self.kernel.run(io.input::<i16>(0), io.input::<i16>(1), io.output::<i16>(0));
        } else {
            self.kernel.run(io.input::<i8>(0), io.input::<i8>(1), io.output::<i8>(0));
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Mul)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let kernel = &self.kernel;
        let (first, second) = (parts::int(kernel.first_zero_point), parts::int(kernel.second_zero_point));
        let broadcast = parts::broadcast(core, &kernel.broadcast);
        let multiplier = parts::multiplier(core, kernel.multiplier);
        let (zero_point, range) = (parts::int(kernel.zero_point), parts::range(core, kernel.range));
        quote!(#core::tensor::Mul {
            broadcast: #broadcast, first_zero_point: #first, second_zero_point: #second,
            multiplier: #multiplier, zero_point: #zero_point, range: #range
        })
    }

    fn bytes(&self) -> usize {
        88
    }

    fn macs(&self) -> u64 {
        self.count as u64
    }

    fn overlap(&self, input: usize) -> Overlap {
        over_whole(&self.whole, input)
    }
}
