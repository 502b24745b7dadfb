//! Pools of two dimensions.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Range};

use super::channels::Activations;
use super::lead::Image;
use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// What becomes of the elements of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pooling {
    /// [`tensor::Average`]
    Average,
    /// [`tensor::Max`]
    Max,
}

/// A pool.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    /// What input and output are made of.
    pub activations: Activations,
    /// Windows and channels.
    pub image: Image,
    /// What the output may be.
    pub range: Range,
    /// What becomes of the elements of a window.
    pub pooling: Pooling,
}

impl Pool {
    fn kernel<P: tensor::Pooling>(&self, pooling: P) -> tensor::Pool<P> {
        let Image { height, width, inputs: channels, .. } = self.image;
        tensor::Pool { height, width, channels, range: self.range, pooling }
    }

    fn pooling(&self, core: &TokenStream) -> TokenStream {
        match self.pooling {
            Pooling::Average => quote!(#core::tensor::Average),
            Pooling::Max => quote!(#core::tensor::Max),
        }
    }
}

printed!([P: tensor::Pooling + Print] Pool<P> { height, width, channels, range, pooling });

impl Describe for Pool {
    fn run(&self, io: &Io<'_>) {
        match (self.activations, self.pooling) {
            (Activations::I8, Pooling::Average) => {
                self.kernel(tensor::Average).run(io.input::<i8>(0), io.output::<i8>(0));
            }
            (Activations::I8, Pooling::Max) => {
                self.kernel(tensor::Max).run(io.input::<i8>(0), io.output::<i8>(0));
            }
            (Activations::I16, Pooling::Average) => {
                self.kernel(tensor::Average).run(io.input::<i16>(0), io.output::<i16>(0));
            }
            (Activations::I16, Pooling::Max) => {
                self.kernel(tensor::Max).run(io.input::<i16>(0), io.output::<i16>(0));
            }
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let pooling = self.pooling(core);
        quote!(#core::tensor::Pool<#pooling>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        match self.pooling {
            Pooling::Average => self.kernel(tensor::Average).print(core),
            Pooling::Max => self.kernel(tensor::Max).print(core),
        }
    }

    fn bytes(&self) -> usize {
        0
    }

    fn overlap(&self, _: usize) -> Overlap {
        let last = self.image.inputs.saturating_sub(1);
        Overlap::Lead(self.image.lead(last) * self.activations.bytes())
    }
}
