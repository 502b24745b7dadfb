//! Transposed convolutions of two dimensions.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::channels::{Activations, Channels, rounded, run_rounded};
use super::lead::Image;
use super::print::{Print, printed};
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

printed!([R: tensor::Rounding + Print] TransposeConv<'_, R> {
    height, width, inputs, zero_point, weights, channels
});

impl Describe for TransposeConv {
    fn run(&self, io: &Io<'_>) {
        run_rounded!(self, io);
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let rounding = self.channels.rounding(core);
        quote!(#core::tensor::TransposeConv<'static, #rounding>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        rounded!(self, channels => self.kernel(channels).print(core))
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
