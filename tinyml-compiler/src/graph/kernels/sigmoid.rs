//! Logistic function and hyperbolic tangent of 16 bits.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::{Describe, Overlap, parts};
use crate::graph::run::Io;

/// LOGISTIC and TANH of 16 bits; the table is part of the kernel's code.
#[derive(Debug, Clone, PartialEq)]
pub struct Sigmoid(pub tensor::Sigmoid);

impl Describe for Sigmoid {
    fn run(&self, io: &Io<'_>) {
        self.0.run(io.input(0), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Sigmoid)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let (multiplier, shift, tanh) =
            (parts::int(self.0.multiplier), parts::small(self.0.shift), self.0.tanh);
        quote!(#core::tensor::Sigmoid { multiplier: #multiplier, shift: #shift, tanh: #tanh })
    }

    fn bytes(&self) -> usize {
        8
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
