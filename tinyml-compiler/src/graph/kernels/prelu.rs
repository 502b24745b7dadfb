//! PRELU with a factor for each channel, or for each element.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::{Describe, Overlap, parts};
use crate::graph::run::Io;

/// PRELU of 8 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Prelu {
    /// What the chip is told.
    pub kernel: tensor::Prelu,
    /// Number of outputs.
    pub count: usize,
}

impl Describe for Prelu {
    fn run(&self, io: &Io<'_>) {
        self.kernel.run(io.input(0), io.input(1), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Prelu)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let kernel = &self.kernel;
        let (input, factor) = (parts::int(kernel.input_zero_point), parts::int(kernel.factor_zero_point));
        let broadcast = parts::broadcast(core, &kernel.broadcast);
        let (positive, negative) =
            (parts::multiplier(core, kernel.positive), parts::multiplier(core, kernel.negative));
        let zero_point = parts::int(kernel.zero_point);
        quote!(#core::tensor::Prelu {
            broadcast: #broadcast, input_zero_point: #input, factor_zero_point: #factor,
            positive: #positive, negative: #negative, zero_point: #zero_point
        })
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
