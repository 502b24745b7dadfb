//! Convolutions of two dimensions, channel by channel.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::channels::{Activations, Channels, rounded, run_rounded};
use super::lead::Image;
use super::print::{Print, printed};
use super::{Describe, Kernel, Overlap};
use crate::graph::run::Io;

/// A depthwise convolution; its bias is the file's.
#[derive(Debug, Clone, PartialEq)]
pub struct DepthwiseConv2d {
    /// What input and output are made of.
    pub activations: Activations,
    /// Windows and channels.
    pub image: Image,
    /// Channels of the output for each of the input.
    pub multiplier: usize,
    /// The input's zero point.
    pub zero_point: i32,
    /// Rows × columns × channels.
    pub weights: Vec<i8>,
    /// The output's channels.
    pub channels: Channels,
}

impl DepthwiseConv2d {
    fn kernel<'a, R: tensor::Rounding>(
        &'a self,
        channels: tensor::Channels<'a, R>,
    ) -> tensor::DepthwiseConv2d<'a, R> {
        tensor::DepthwiseConv2d {
            height: self.image.height,
            width: self.image.width,
            inputs: self.image.inputs,
            multiplier: self.multiplier,
            backwards: self.image.backwards,
            zero_point: self.zero_point,
            weights: &self.weights,
            channels,
        }
    }
}

printed!([R: tensor::Rounding + Print] DepthwiseConv2d<'_, R> {
    height, width, inputs, multiplier, backwards, zero_point, weights, channels
});

impl Describe for DepthwiseConv2d {
    fn run(&self, io: &Io<'_>) {
        run_rounded!(self, io);
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let rounding = self.channels.rounding(core);
        quote!(#core::tensor::DepthwiseConv2d<'static, #rounding>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        rounded!(self, channels => self.kernel(channels).print(core))
    }

    fn bytes(&self) -> usize {
        self.weights.len() + self.channels.bytes()
    }

    fn macs(&self) -> u64 {
        let pixels = u64::from(self.image.height.output) * u64::from(self.image.width.output);
        pixels * self.image.count as u64 * self.weights.len() as u64
    }

    fn overlap(&self, _: usize) -> Overlap {
        self.image.overlap(self.image.inputs.saturating_sub(1), self.activations.bytes())
    }

    fn backwards(&self) -> Option<Kernel> {
        let image = self.image.backwards()?;
        Some(Self { image, ..self.clone() }.into())
    }
}
