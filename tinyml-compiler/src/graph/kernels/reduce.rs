//! Sums and means over axes.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// SUM and MEAN, of 8 or 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduce {
    /// What the chip is told.
    pub kernel: tensor::Reduce,
    /// Whether elements have 16 bits.
    pub wide: bool,
}

printed!(Span { size, step });
printed!(Reduce { kept, reduced, start, multiplier, zero_point, range });

impl Describe for Reduce {
    fn run(&self, io: &Io<'_>) {
        if self.wide {
            self.kernel.run(io.input::<i16>(0), io.output::<i16>(0));
        } else {
            self.kernel.run(io.input::<i8>(0), io.output::<i8>(0));
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Reduce)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel.print(core)
    }

    fn bytes(&self) -> usize {
        72
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
