//! Sums and means over axes.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Span};

use super::{Describe, Overlap, parts};
use crate::graph::run::Io;

/// SUM and MEAN, of 8 or 16 bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduce {
    /// What the chip is told.
    pub kernel: tensor::Reduce,
    /// Whether elements have 16 bits.
    pub wide: bool,
}

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
        let kernel = &self.kernel;
        let span = |span: &Span| {
            let (size, step) = (parts::size(span.size), parts::size(span.step));
            quote!(#core::tensor::Span { size: #size, step: #step })
        };
        let (kept, reduced) = (kernel.kept.iter().map(span), kernel.reduced.iter().map(span));
        let (start, zero_point) = (parts::int(kernel.start), parts::int(kernel.zero_point));
        let (multiplier, range) =
            (parts::multiplier(core, kernel.multiplier), parts::range(core, kernel.range));
        quote!(#core::tensor::Reduce {
            kept: [#(#kept),*], reduced: [#(#reduced),*], start: #start, multiplier: #multiplier,
            zero_point: #zero_point, range: #range
        })
    }

    fn bytes(&self) -> usize {
        72
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(0)
    }
}
