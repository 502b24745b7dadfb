//! Functions of one value that are a straight line on each side of zero: RELU and its kin, and a change of scale.
//!
//! **Source**: `ReluQuantized`, `QuantizeLeakyRelu` and `Requantize` of TensorFlow Lite (`micro/kernels/activations.h`,
//! `reference/leaky_relu.h`, `reference/requantize.h`), which differ in their multipliers and bounds only.
#![allow(clippy::arithmetic_side_effects, reason = "values of 16 bits and a zero point: see Overflow")]

use super::{Element, Multiplier, Range, View, ViewMut};

/// One factor for what is positive, one for what is negative.
///
/// **Format**: input and output of 8 or 16 bits, not necessarily the same.
/// **Rounding**: twice, as [`Multiplier::apply`] does.
/// **Overflow**: the compiler proves that a shift to the left leaves every value of the input's type in 32 bits.
/// **Order**: element by element, each read before it is written: the output may lie over the input, unless its elements are
/// wider.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slopes {
    /// The input that stands for zero.
    pub input_zero_point: i32,
    /// The factor of what is zero or more.
    pub positive: Multiplier,
    /// The factor of what is less.
    pub negative: Multiplier,
    /// The output that stands for zero.
    pub zero_point: i32,
    /// What the output may be.
    pub range: Range,
}

impl Slopes {
    /// Computes every element.
    #[inline(never)]
    pub const fn run<I: Element, O: Element>(&self, input: View<'_, I>, output: ViewMut<'_, O>) {
        let mut index = 0;
        while index < output.len() {
            output.set(index, self.one(input.get(index)));
            index += 1;
        }
    }

    /// The output for one value.
    #[inline(always)]
    pub const fn one(&self, value: i32) -> i32 {
        let value = value - self.input_zero_point;
        let slope = if value >= 0 { self.positive } else { self.negative };
        self.range.clamp(slope.apply(value) + self.zero_point)
    }
}
