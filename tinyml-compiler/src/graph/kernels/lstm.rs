//! Recurrent layers of four gates.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Double, Multiplier, Range, Rounding, Wide};

use super::channels::{Activations, Channels};
use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// Weights and scales of a gate.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// Units × inputs.
    pub input_weights: Vec<i8>,
    /// With the gate's bias.
    pub input: Channels,
    /// Units × units.
    pub hidden_weights: Vec<i8>,
    /// Without a bias but for the zero point.
    pub hidden: Channels,
}

/// Sequences through a recurrent layer; its biases hold the zero points.
#[derive(Debug, Clone, PartialEq)]
pub struct Lstm {
    /// What input, output and hidden state are made of.
    pub activations: Activations,
    /// Sequences.
    pub batches: usize,
    /// Frames of a sequence.
    pub steps: usize,
    /// Whether the first frames of all sequences come first, and not all frames of the first.
    pub time_major: bool,
    /// Elements of a frame.
    pub inputs: usize,
    /// Units.
    pub units: usize,
    /// Forget, input, cell and output gate.
    pub gates: Box<[Gate; 4]>,
    /// From forget gate times cell to cell, and from input gate times candidate.
    pub to_cell: [Multiplier; 2],
    /// What the cell may be.
    pub clip: Range,
    /// The tangent of the cell.
    pub tanh: tensor::Sigmoid,
    /// From output gate times tangent to hidden state.
    pub give: Multiplier,
    /// The hidden state's.
    pub zero_point: i32,
}

impl Gate {
    fn core<R: Rounding>(&self, rounding: R) -> tensor::Gate<'_, R> {
        tensor::Gate {
            input_weights: &self.input_weights,
            input: self.input.core(rounding),
            hidden_weights: &self.hidden_weights,
            hidden: self.hidden.core(rounding),
        }
    }

    fn bytes(&self) -> usize {
        self.input_weights.len() + self.input.bytes() + self.hidden_weights.len() + self.hidden.bytes()
    }
}

impl Lstm {
    /// How many frames of a sequence follow one another.
    fn turn(&self) -> usize {
        if self.time_major { 1 } else { self.steps }
    }

    fn frames(&self) -> usize {
        self.batches * self.steps
    }

    fn core<R: Rounding>(&self, rounding: R) -> tensor::Lstm<'_, R> {
        let [forget, input, cell, output] = &*self.gates;
        tensor::Lstm {
            inputs: self.inputs,
            units: self.units,
            batches: self.batches,
            turn: self.turn(),
            forget: forget.core(rounding),
            input: input.core(rounding),
            cell: cell.core(rounding),
            output: output.core(rounding),
            keep: self.to_cell[0],
            add: self.to_cell[1],
            clip: self.clip,
            tanh: self.tanh,
            give: self.give,
            zero_point: self.zero_point,
            range: self.activations.range(),
        }
    }
}

printed!([R: Rounding + Print] Gate<'_, R> { input_weights, input, hidden_weights, hidden });
printed!([R: Rounding + Print] Lstm<'_, R> {
    inputs, units, batches, turn, forget, input, cell, output, keep, add, clip, tanh, give, zero_point, range
});

impl Describe for Lstm {
    fn run(&self, io: &Io<'_>) {
        match self.activations {
            Activations::I8 => {
                self.core(Double).run(io.input::<i8>(0), io.output(0), io.output(1), io.output(2));
            }
            Activations::I16 => {
                self.core(Wide).run(io.input::<i16>(0), io.output(0), io.output(1), io.output(2));
            }
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        match self.activations {
            Activations::I8 => quote!(#core::tensor::Lstm<'static, #core::tensor::Double>),
            Activations::I16 => quote!(#core::tensor::Lstm<'static, #core::tensor::Wide>),
        }
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        match self.activations {
            Activations::I8 => self.core(Double).print(core),
            Activations::I16 => self.core(Wide).print(core),
        }
    }

    fn bytes(&self) -> usize {
        self.gates.iter().map(Gate::bytes).sum()
    }

    /// Those of the matrices, and three of elements for each unit.
    fn macs(&self) -> u64 {
        let weights = self.gates.iter().map(|gate| gate.input_weights.len() + gate.hidden_weights.len());
        self.frames() as u64 * (weights.sum::<usize>() + 3 * self.units) as u64
    }

    /// The last unit still reads all of its frame, and by then all others have been written; the first or the last frame decides.
    fn overlap(&self, input: usize) -> Overlap {
        let lead =
            |frame: usize| ((frame + 1) * self.units).saturating_sub(1).saturating_sub(frame * self.inputs);
        match input {
            0 => Overlap::Lead(lead(0).max(lead(self.frames().saturating_sub(1))) * self.activations.bytes()),
            _ => Overlap::Never,
        }
    }
}
