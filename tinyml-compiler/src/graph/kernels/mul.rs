//! The product of two tensors.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::add::over_whole;
use super::print::{Print, printed};
use super::{Describe, Overlap};
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

printed!(Mul { broadcast, first_zero_point, second_zero_point, multiplier, zero_point, range });

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
        self.kernel.print(core)
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
