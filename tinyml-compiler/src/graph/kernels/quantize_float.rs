//! From single precision to integers.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// QUANTIZE of floats, which travel as their bits.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantizeFloat {
    /// What the chip is told.
    pub kernel: tensor::QuantizeFloat,
    /// Whether outputs have 16 bits.
    pub wide: bool,
}

printed!(QuantizeFloat { mantissa, exponent, zero_point, range });

impl Describe for QuantizeFloat {
    fn run(&self, io: &Io<'_>) {
        if self.wide {
            self.kernel.run(io.input(0), io.output::<i16>(0));
        } else {
            self.kernel.run(io.input(0), io.output::<i8>(0));
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::QuantizeFloat)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel.print(core)
    }

    fn bytes(&self) -> usize {
        20
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
