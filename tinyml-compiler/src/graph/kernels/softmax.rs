//! Softmax of 8 bits.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// SOFTMAX from `i8`, over the last axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Softmax {
    /// The exponential of each difference to the greatest, in `Q0.31`.
    pub exponentials: Vec<i32>,
    /// Length of a row.
    pub depth: usize,
    /// Whether outputs have 16 bits.
    pub wide: bool,
}

impl Softmax {
    fn kernel(&self) -> tensor::Softmax<'_> {
        tensor::Softmax { exponentials: &self.exponentials, depth: self.depth }
    }
}

printed!(Softmax<'_> { exponentials, depth });

impl Describe for Softmax {
    fn run(&self, io: &Io<'_>) {
        let kernel = self.kernel();
        if self.wide {
            kernel.run(io.input::<i8>(0), io.output::<i16>(0));
        } else {
            kernel.run(io.input::<i8>(0), io.output::<i8>(0));
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Softmax<'static>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel().print(core)
    }

    fn bytes(&self) -> usize {
        4 * self.exponentials.len() + 12
    }

    fn overlap(&self, _: usize) -> Overlap {
        if self.wide { Overlap::Never } else { Overlap::Lead(0) }
    }
}
