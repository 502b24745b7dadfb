//! Dense layers, and convolutions of one tap.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor;

use super::channels::{Activations, Channels, rounded, run_rounded};
use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// A dense layer that each row of its input goes through; its bias holds the input's zero point.
#[derive(Debug, Clone, PartialEq)]
pub struct FullyConnected {
    /// What input and output are made of.
    pub activations: Activations,
    /// Rows of input and output.
    pub rows: usize,
    /// Elements of a row of the input.
    pub inputs: usize,
    /// The weights' zero point.
    pub weights_zero_point: i32,
    /// Channels × inputs.
    pub weights: Vec<i8>,
    /// The output's channels.
    pub channels: Channels,
}

impl FullyConnected {
    fn kernel<'a, R: tensor::Rounding>(
        &'a self,
        channels: tensor::Channels<'a, R>,
    ) -> tensor::FullyConnected<'a, R> {
        let Self { inputs, weights_zero_point, ref weights, .. } = *self;
        tensor::FullyConnected { inputs, weights_zero_point, weights, channels }
    }
}

printed!([R: tensor::Rounding + Print] FullyConnected<'_, R> {
    inputs, weights_zero_point, weights, channels
});

impl Describe for FullyConnected {
    fn run(&self, io: &Io<'_>) {
        run_rounded!(self, io);
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let rounding = self.channels.rounding(core);
        quote!(#core::tensor::FullyConnected<'static, #rounding>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        rounded!(self, channels => self.kernel(channels).print(core))
    }

    fn bytes(&self) -> usize {
        self.weights.len() + self.channels.bytes()
    }

    fn macs(&self) -> u64 {
        self.rows as u64 * self.weights.len() as u64
    }

    /// The last channel of a row still reads all of it, and by then all others have been written; the first or the last row decides.
    fn overlap(&self, _: usize) -> Overlap {
        let (outputs, last) = (self.channels.len(), self.rows.saturating_sub(1));
        let lead = |row: usize| ((row + 1) * outputs).saturating_sub(1).saturating_sub(row * self.inputs);
        Overlap::Lead(lead(0).max(lead(last)) * self.activations.bytes())
    }
}
