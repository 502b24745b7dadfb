//! LSTM: a recurrent layer of four gates over a sequence.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "places within tensors, whose sizes the compiler has checked, and products of 16 bits"
)]

use super::dot::part;
use super::rounding::{Channels, Rounding};
use super::sigmoid::Sigmoid;
use super::{Element, Multiplier, Range, View, ViewMut};

/// What a gate makes of the input and of what the units said last: `input * weights + hidden * weights`, both in `Q3.12`.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'a, R: Rounding> {
    /// Units × inputs.
    pub input_weights: &'a [i8],
    /// With the bias of the gate, less what the input's zero point adds.
    pub input: Channels<'a, R>,
    /// Units × units.
    pub hidden_weights: &'a [i8],
    /// Less what the zero point of the hidden state adds.
    pub hidden: Channels<'a, R>,
}

/// Sequences through a recurrent layer.
///
/// **Format**: input `frames × inputs` and output `frames × units` of `A`, which is `i8` or `i16`; a hidden state of `batches × units` in
/// the output's scale; a cell state of `batches × units`, `i16` with a scale that is a power of two. Gates give `Q0.15`. Without
/// peepholes, projection and layer normalisation.
/// **Rounding**: each product of a matrix and each product of elements is rescaled and saturated for itself: by
/// [`Multiplier::apply`], or for sums of 64 bits by [`Multiplier::apply_wide`].
/// **Overflow**: the compiler proves that the sums fit.
/// **Order**: frame by frame, unit by unit. A unit reads the whole frame, and is written before the next is begun; the
/// hidden state is renewed when a frame is done.
/// **Panics**: never.
/// **Source**: `EvalLstm` of TensorFlow Lite Micro (`micro/kernels/lstm_eval.h`). TensorFlow Lite (`kernels/lstm_eval.cc`) rounds in other
/// places within a step, so that its bits differ now and then; it has no activations of 16 bits.
#[derive(Clone, Copy, Debug)]
pub struct Lstm<'a, R: Rounding> {
    /// Elements of a frame.
    pub inputs: usize,
    /// Units.
    pub units: usize,
    /// Sequences.
    pub batches: usize,
    /// How many frames follow one another before there is one of the next sequence: all of a sequence, or one where time comes first.
    pub turn: usize,
    /// What of the cell is kept.
    pub forget: Gate<'a, R>,
    /// What is let in.
    pub input: Gate<'a, R>,
    /// What could be let in.
    pub cell: Gate<'a, R>,
    /// What is let out.
    pub output: Gate<'a, R>,
    /// From forget gate times cell to cell.
    pub keep: Multiplier,
    /// From input gate times candidate to cell.
    pub add: Multiplier,
    /// What the cell may be.
    pub clip: Range,
    /// The tangent of the cell.
    pub tanh: Sigmoid,
    /// From output gate times tangent to hidden state.
    pub give: Multiplier,
    /// The hidden state's.
    pub zero_point: i32,
    /// What the hidden state may be.
    pub range: Range,
}

/// What an `i16` may be.
const WORD: Range = Range { min: -32_768, max: 32_767 };

/// From `Q3.12`, the scale of all sums of gates, to `Q0.15`.
const LOGISTIC: Sigmoid = Sigmoid { multiplier: 3, shift: 0, tanh: false };

/// The same for the candidate.
const TANGENT: Sigmoid = Sigmoid { multiplier: 3, shift: 0, tanh: true };

impl<R: Rounding> Gate<'_, R> {
    /// The gate of a unit for a frame.
    #[inline(never)]
    const fn open<A: Element>(&self, unit: usize, frame: &[A], hidden: &[A], curve: Sigmoid) -> i32 {
        let input = sum(&self.input, self.input_weights, unit, frame);
        let hidden = sum(&self.hidden, self.hidden_weights, unit, hidden);
        curve.one(WORD.clamp(input + hidden))
    }
}

/// A row of weights times a vector, rescaled.
#[inline(always)]
const fn sum<A: Element, R: Rounding>(
    channels: &Channels<'_, R>,
    weights: &[i8],
    unit: usize,
    row: &[A],
) -> i32 {
    let weights = part(weights, unit * row.len(), row.len());
    channels.finish(unit, channels.begin(unit).plus_dot::<A, R>(row, weights))
}

impl<R: Rounding> Lstm<'_, R> {
    /// Takes sequences, and leaves both states behind for the next ones.
    #[inline(never)]
    pub const fn run<A: Element>(
        &self,
        input: View<'_, A>,
        output: ViewMut<'_, A>,
        hidden: ViewMut<'_, A>,
        cell: ViewMut<'_, i16>,
    ) {
        let (mut read, mut written) = (0, 0);
        let (mut batch, mut left) = (0, self.turn);
        while written < output.len() && self.units > 0 {
            let (hidden, cell) = (self.state(hidden, batch), self.state(cell, batch));
            let mut unit = 0;
            while unit < self.units {
                let frame = input.row(read, self.inputs);
                let value = self.unit(unit, frame, hidden.view().row(0, self.units), cell);
                output.set(written + unit, value);
                unit += 1;
            }
            hidden.copy(0, output.view(), written, self.units);
            (read, written) = (read + self.inputs, written + self.units);
            left = left.saturating_sub(1);
            if left == 0 {
                batch = if batch + 1 < self.batches { batch + 1 } else { 0 };
                left = self.turn;
            }
        }
    }

    /// The state of a sequence.
    #[inline(always)]
    const fn state<'v, E: Element>(&self, states: ViewMut<'v, E>, batch: usize) -> ViewMut<'v, E> {
        states.part(batch * self.units, self.units)
    }

    /// What a unit says, once its cell has been renewed.
    #[inline(always)]
    const fn unit<A: Element>(&self, unit: usize, frame: &[A], hidden: &[A], cells: ViewMut<'_, i16>) -> i32 {
        let forget = self.forget.open(unit, frame, hidden, LOGISTIC);
        let input = self.input.open(unit, frame, hidden, LOGISTIC);
        let candidate = self.cell.open(unit, frame, hidden, TANGENT);
        let kept = WORD.clamp(self.keep.apply(forget * cells.view().get(unit)));
        let added = WORD.clamp(self.add.apply(input * candidate));
        let cell = self.clip.clamp(WORD.clamp(kept + added));
        cells.set(unit, cell);
        let output = self.output.open(unit, frame, hidden, LOGISTIC);
        let given = self.give.apply(self.tanh.one(cell) * output);
        self.range.clamp(given.wrapping_add(self.zero_point))
    }
}
