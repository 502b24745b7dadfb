//! Transposed convolutions of two dimensions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::tensor;

use super::channels::{Activations, Channels, run_rounded, signed};
use super::lead::{Image, windows};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// A transposed convolution; its bias is the file's.
#[derive(Debug, Clone, PartialEq)]
pub struct TransposeConv {
    /// What input and output are made of.
    pub activations: Activations,
    /// Windows and channels.
    pub image: Image,
    /// The input's zero point.
    pub zero_point: i32,
    /// Channels × rows × columns × inputs.
    pub weights: Vec<i8>,
    /// The output's channels.
    pub channels: Channels,
}

impl TransposeConv {
    fn kernel<'a, R: tensor::Rounding>(
        &'a self,
        channels: tensor::Channels<'a, R>,
    ) -> tensor::TransposeConv<'a, R> {
        tensor::TransposeConv {
            height: self.image.height,
            width: self.image.width,
            inputs: self.image.inputs,
            zero_point: self.zero_point,
            weights: &self.weights,
            channels,
        }
    }
}

impl Describe for TransposeConv {
    fn run(&self, io: &Io<'_>) {
        run_rounded!(self, io);
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let rounding = self.channels.rounding(core);
        quote!(#core::tensor::TransposeConv<'static, #rounding>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        let (height, width) = (windows(self.image.height, core), windows(self.image.width, core));
        let inputs = Literal::usize_unsuffixed(self.image.inputs);
        let zero_point = Literal::i32_unsuffixed(self.zero_point);
        let (weights, channels) = (signed(&self.weights, core), self.channels.tokens(core));
        quote!(#core::tensor::TransposeConv {
            height: #height,
            width: #width,
            inputs: #inputs,
            zero_point: #zero_point,
            weights: #weights,
            channels: #channels,
        })
    }

    fn bytes(&self) -> usize {
        self.weights.len() + self.channels.bytes()
    }

    /// As if no filter hung over the border.
    fn macs(&self) -> u64 {
        let pixels = u64::from(self.image.height.input) * u64::from(self.image.width.input);
        pixels * self.image.count as u64 * self.weights.len() as u64
    }

    fn overlap(&self, _: usize) -> Overlap {
        Overlap::Lead(self.image.lead_transposed() * self.activations.bytes())
    }
}
