//! Softmax of 16 bits.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::tensor;

use super::{Describe, Overlap, parts};
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

impl Describe for Softmax16 {
    fn run(&self, io: &Io<'_>) {
        let Self { multiplier, exponentials, reciprocals, depth } = self;
        let kernel = tensor::Softmax16 { multiplier: *multiplier, exponentials, reciprocals, depth: *depth };
        kernel.run(io.input(0), io.output(0));
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        quote!(#core::tensor::Softmax16<'static>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let points = |table: &[i16; 513]| {
            let points = table.iter().map(|&value| Literal::i16_unsuffixed(value));
            quote!(&[#(#points),*])
        };
        let multiplier = parts::multiplier(core, self.multiplier);
        let (exponentials, reciprocals) = (points(&self.exponentials), points(&self.reciprocals));
        let depth = parts::size(self.depth);
        quote!(#core::tensor::Softmax16 {
            multiplier: #multiplier, exponentials: #exponentials, reciprocals: #reciprocals, depth: #depth
        })
    }

    fn bytes(&self) -> usize {
        2 * 2 * 513 + 20
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
