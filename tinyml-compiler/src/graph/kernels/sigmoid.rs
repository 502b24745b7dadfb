//! Logistic function and hyperbolic tangent of 16 bits.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// LOGISTIC and TANH of 16 bits; the table is part of the kernel's code.
#[derive(Debug, Clone, PartialEq)]
pub struct Sigmoid(pub tensor::Sigmoid);

printed!(Sigmoid { multiplier, shift, tanh });

impl Describe for Sigmoid {
    fn run(&self, io: &Io<'_>) {
        self.0.run(io.input(0), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Sigmoid)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.0.print(core)
    }

    fn bytes(&self) -> usize {
        8
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
