//! Dense layers over time.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Element, Multiplier};

use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::ElementType;
use crate::graph::run::Io;

/// A dense layer over time; its offsets hold the input's zero point.
#[derive(Debug, Clone, PartialEq)]
pub struct Svdf {
    /// What the state is made of: 8 or 16 bits.
    pub state: ElementType,
    /// Features of a frame.
    pub inputs: usize,
    /// Frames that are remembered.
    pub memory: usize,
    /// Filters of a unit.
    pub rank: usize,
    /// Filters × inputs.
    pub features: Vec<i8>,
    /// For each filter.
    pub offsets: Vec<i32>,
    /// Filters × memory.
    pub time: Vec<i16>,
    /// For each unit.
    pub bias: Vec<i32>,
    /// From sums over features to the state.
    pub to_state: Multiplier,
    /// The state's.
    pub state_zero_point: i32,
    /// From sums over time to the output.
    pub to_output: Multiplier,
    /// The output's.
    pub zero_point: i32,
}

impl Svdf {
    /// What the state may be, before its zero point is added.
    fn range(&self) -> tensor::Range {
        match self.state.bytes() {
            1 => tensor::Range { min: -128, max: 127 },
            _ => tensor::Range { min: -32_768, max: 32_767 },
        }
    }

    fn kernel<'a, S: Element>(&'a self, time: &'a [S]) -> tensor::Svdf<'a, S> {
        tensor::Svdf {
            inputs: self.inputs,
            memory: self.memory,
            rank: self.rank,
            features: &self.features,
            offsets: &self.offsets,
            time,
            bias: &self.bias,
            to_state: self.to_state,
            range: self.range(),
            state_zero_point: self.state_zero_point,
            to_output: self.to_output,
            zero_point: self.zero_point,
        }
    }

    /// Weights over time in the width of the state.
    fn narrow(&self) -> Vec<i8> {
        self.time.iter().map(|&weight| weight as i8).collect()
    }
}

/// The state is of either type, and so are the weights over time.
macro_rules! states {
    ($($state:ident)*) => {$(
        printed!(Svdf<'_, $state> {
            inputs, memory, rank, features, offsets, time, bias, to_state, range, state_zero_point, to_output, zero_point
        });
    )*};
}

states! { i8 i16 }

impl Describe for Svdf {
    fn run(&self, io: &Io<'_>) {
        match self.state.bytes() {
            1 => self.kernel(&self.narrow()).run(io.input(0), io.output(0), io.output(1)),
            _ => self.kernel(&self.time).run(io.input(0), io.output(0), io.output(1)),
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let state = if self.state.bytes() == 1 { quote!(i8) } else { quote!(i16) };
        quote!(#core::tensor::Svdf<'static, #state>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        match self.state.bytes() {
            1 => self.kernel(&self.narrow()[..]).print(core),
            _ => self.kernel(&self.time[..]).print(core),
        }
    }

    fn bytes(&self) -> usize {
        let words = self.offsets.len() + self.bias.len();
        self.features.len() + self.time.len() * self.state.bytes() + 4 * words
    }

    fn macs(&self) -> u64 {
        self.features.len() as u64 + self.time.len() as u64
    }

    /// The last unit reads the whole input, and by then all others have been written.
    fn overlap(&self, input: usize) -> Overlap {
        if input == 0 { Overlap::Lead(self.bias.len().saturating_sub(1)) } else { Overlap::Never }
    }
}
