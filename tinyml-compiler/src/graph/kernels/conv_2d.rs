//! Convolutions of two dimensions.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::channels::{Activations, Channels, rounded, run_rounded};
use super::lead::Image;
use super::print::{Print, printed};
use super::{Describe, Kernel, Overlap};
use crate::graph::run::Io;

/// A convolution; its bias holds the input's zero point.
#[derive(Debug, Clone, PartialEq)]
pub struct Conv2d {
    /// What input and output are made of.
    pub activations: Activations,
    /// Windows and channels.
    pub image: Image,
    /// Channels of the input that a filter sees.
    pub group: usize,
    /// The input's zero point.
    pub zero_point: i32,
    /// Channels × rows × columns × group.
    pub weights: Vec<i8>,
    /// The output's channels.
    pub channels: Channels,
}

impl Conv2d {
    fn groups(&self) -> usize {
        self.image.inputs / self.group.max(1)
    }

    fn kernel<'a, R: tensor::Rounding>(&'a self, channels: tensor::Channels<'a, R>) -> tensor::Conv2d<'a, R> {
        tensor::Conv2d {
            height: self.image.height,
            width: self.image.width,
            inputs: self.image.inputs,
            group: self.group,
            group_outputs: self.channels.len() / self.groups().max(1),
            backwards: self.image.backwards,
            zero_point: self.zero_point,
            weights: &self.weights,
            channels,
        }
    }
}

printed!([R: tensor::Rounding + Print] Conv2d<'_, R> {
    height, width, inputs, group, group_outputs, backwards, zero_point, weights, channels
});

impl Describe for Conv2d {
    fn run(&self, io: &Io<'_>) {
        run_rounded!(self, io);
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let rounding = self.channels.rounding(core);
        quote!(#core::tensor::Conv2d<'static, #rounding>)
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
        self.image.overlap(0, self.activations.bytes())
    }

    fn backwards(&self) -> Option<Kernel> {
        let image = self.image.backwards()?;
        Some(Self { image, ..self.clone() }.into())
    }
}
