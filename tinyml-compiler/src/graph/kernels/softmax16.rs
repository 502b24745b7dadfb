//! Softmax of 16 bits.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// SOFTMAX from `i16`, over the last axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Softmax16 {
    /// From a difference of inputs to steps of 10/65535.
    pub multiplier: tensor::Multiplier,
    /// `exp(x)` for `x` of -10 to 0.
    pub exponentials: Box<[i16; 513]>,
    /// `1 / (1 + x)` for `x` of 0 to 1.
    pub reciprocals: Box<[i16; 513]>,
    /// Length of a row.
    pub depth: usize,
}

impl Softmax16 {
    fn kernel(&self) -> tensor::Softmax16<'_> {
        let Self { multiplier, exponentials, reciprocals, depth } = self;
        tensor::Softmax16 { multiplier: *multiplier, exponentials, reciprocals, depth: *depth }
    }
}

printed!(Softmax16<'_> { multiplier, exponentials, reciprocals, depth });

impl Describe for Softmax16 {
    fn run(&self, io: &Io<'_>) {
        self.kernel().run(io.input(0), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Softmax16<'static>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        self.kernel().print(core)
    }

    fn bytes(&self) -> usize {
        2 * 2 * 513 + 20
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
