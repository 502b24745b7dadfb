//! A straight line on each side of zero, of values of 16 bits; those of 8 bits are tables.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// RELU and its kin, and QUANTIZE, from 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Slopes {
    /// What the chip is told.
    pub kernel: tensor::Slopes,
    /// Whether outputs have 16 bits too.
    pub wide: bool,
}

printed!(Slopes { input_zero_point, positive, negative, zero_point, range });

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
        self.kernel.print(core)
    }

    fn bytes(&self) -> usize {
        32
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
