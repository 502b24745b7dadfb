//! SVDF: a dense layer over time, as filters over the features of a frame and then over the last frames.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "indices within tensors, whose sizes the compiler has checked"
)]

use super::dot::{dot, part, value};
use super::{Element, Multiplier, Range, View, ViewMut};

/// A filter over time of rank `rank` for each unit (Nakkiran et al., 2015).
///
/// **Format**: input `i8`, one frame of `inputs` features; output `i8`, one for each unit. State `i8` or `i16`: for each of
/// `units * rank` filters what it made of the last `memory` frames, the oldest one first.
/// **Rounding**: [`Multiplier::apply`], once for the filters over features and once for the output.
/// **Overflow**: sums over features are proved to fit. Sums over time are taken modulo 2^32, as the reference's are: a bound
/// of theirs for all inputs would refuse most networks that are in use.
/// **Order**: unit by unit; each reads the whole input and is then written.
/// **Panics**: never.
/// **Source**: `EvalIntegerSvdfReference` of TensorFlow Lite Micro (`micro/kernels/svdf_common.cc`), which gives the bits of
/// `EvalIntegerSVDF` of TensorFlow Lite (`internal/reference/svdf.h`).
#[derive(Clone, Copy, Debug)]
pub struct Svdf<'a, S: Element> {
    /// Features of a frame.
    pub inputs: usize,
    /// Frames that are remembered.
    pub memory: usize,
    /// Filters of a unit.
    pub rank: usize,
    /// Filters × inputs.
    pub features: &'a [i8],
    /// For each filter `-zero_point * (sum of its weights)`, with the input's zero point.
    pub offsets: &'a [i32],
    /// Filters × memory.
    pub time: &'a [S],
    /// For each unit.
    pub bias: &'a [i32],
    /// From sums over features to the state.
    pub to_state: Multiplier,
    /// What the state may be, less its zero point.
    pub range: Range,
    /// The state's.
    pub state_zero_point: i32,
    /// From sums over time to the output.
    pub to_output: Multiplier,
    /// The output's.
    pub zero_point: i32,
}

impl<S: Element> Svdf<'_, S> {
    /// Takes a frame.
    #[inline(never)]
    pub const fn run(&self, input: View<'_, i8>, output: ViewMut<'_, i8>, state: ViewMut<'_, S>) {
        let (offsets, time, bias) = (View::of(self.offsets), View::of(self.time), View::of(self.bias));
        let (mut unit, mut filter) = (0, 0);
        while unit < output.len() {
            let mut sum = bias.get(unit);
            let last = filter + self.rank;
            while filter < last {
                let weights = part(self.features, filter * self.inputs, self.inputs);
                let features = dot(input.row(0, self.inputs), weights).wrapping_add(offsets.get(filter));
                self.remember(self.to_state.apply(features), state, filter * self.memory);
                sum = sum.wrapping_add(self.over_time(state.view(), time, filter * self.memory));
                filter += 1;
            }
            let raw = self.to_output.apply(sum).wrapping_add(self.zero_point);
            output.set(unit, Range { min: -128, max: 127 }.clamp(raw));
            unit += 1;
        }
    }

    /// Forgets a filter's oldest value for a new one.
    #[inline(always)]
    const fn remember(&self, value: i32, state: ViewMut<'_, S>, start: usize) {
        let kept = self.memory.saturating_sub(1);
        state.copy(start, state.view(), start + 1, kept);
        state.set(start + kept, self.range.clamp(value).wrapping_add(self.state_zero_point));
    }

    /// A filter's sum over the frames that it remembers.
    #[inline(always)]
    const fn over_time(&self, state: View<'_, S>, time: View<'_, S>, start: usize) -> i32 {
        let (mut states, mut weights) = (state.row(start, self.memory), time.row(start, self.memory));
        let mut sum = 0_i32;
        while let ([state, states_left @ ..], [weight, weights_left @ ..]) = (states, weights) {
            let product = value(weight).wrapping_mul(value(state).wrapping_sub(self.state_zero_point));
            sum = sum.wrapping_add(product);
            (states, weights) = (states_left, weights_left);
        }
        sum
    }
}
