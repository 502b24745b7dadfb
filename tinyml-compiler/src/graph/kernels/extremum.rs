//! Where along an axis the greatest or the least element is.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::Describe;
use super::print::{Print, printed};
use crate::graph::run::Io;

/// ARG_MAX and ARG_MIN, of 8 or 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Extremum {
    /// What the chip is told.
    pub kernel: tensor::Extremum,
    /// Whether elements have 16 bits.
    pub wide: bool,
}

printed!(Extremum { size, inner, least });

impl Describe for Extremum {
    fn run(&self, io: &Io<'_>) {
        if self.wide {
            self.kernel.run(io.input::<i16>(0), io.output(0));
        } else {
            self.kernel.run(io.input::<i8>(0), io.output(0));
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Extremum)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel.print(core)
    }

    fn bytes(&self) -> usize {
        12
    }
}
