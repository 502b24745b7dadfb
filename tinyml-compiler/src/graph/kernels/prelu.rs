//! PRELU with a factor for each channel, or for each element.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// PRELU of 8 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Prelu {
    /// What the chip is told.
    pub kernel: tensor::Prelu,
    /// Number of outputs.
    pub count: usize,
}

printed!(Prelu { broadcast, input_zero_point, factor_zero_point, positive, negative, zero_point });

impl Describe for Prelu {
    fn run(&self, io: &Io<'_>) {
        self.kernel.run(io.input(0), io.input(1), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Prelu)
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
        if input == 0 { Overlap::Lead(0) } else { Overlap::Never }
    }
}
