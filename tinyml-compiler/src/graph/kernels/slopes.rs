//! A straight line on each side of zero, of values of 16 bits; those of 8 bits are tables.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::{Describe, Overlap, parts};
use crate::graph::run::Io;

/// RELU and its kin, and QUANTIZE, from 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Slopes {
    /// What the chip is told.
    pub kernel: tensor::Slopes,
    /// Whether outputs have 16 bits too.
    pub wide: bool,
}

impl Describe for Slopes {
    fn run(&self, io: &Io<'_>) {
        if self.wide {
            self.kernel.run(io.input::<i16>(0), io.output::<i16>(0));
        } else {
            self.kernel.run(io.input::<i16>(0), io.output::<i8>(0));
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Slopes)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let kernel = &self.kernel;
        let (from, zero_point) = (parts::int(kernel.input_zero_point), parts::int(kernel.zero_point));
        let (positive, negative) =
            (parts::multiplier(core, kernel.positive), parts::multiplier(core, kernel.negative));
        let range = parts::range(core, kernel.range);
        quote!(#core::tensor::Slopes {
            input_zero_point: #from, positive: #positive, negative: #negative,
            zero_point: #zero_point, range: #range
        })
    }

    fn bytes(&self) -> usize {
        32
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
