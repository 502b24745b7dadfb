//! Sums and means over axes.
//!
//! **Source**: `QuantizedMeanOrSum` of TensorFlow Lite (`reference/reduce.h`): the sum of all elements first, then one
//! multiplier, which holds the number of elements where it is a mean.
#![allow(clippy::arithmetic_side_effects, reason = "the compiler has proved that no sum leaves 32 bits")]

use super::{Element, Multiplier, Range, View, ViewMut};

/// Some axes that are walked alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Number of indices.
    pub size: usize,
    /// Elements of the input between two indices.
    pub step: usize,
}

impl Span {
    /// One index.
    pub const ONE: Self = Self { size: 1, step: 0 };
}

/// Adds the elements along some axes.
///
/// **Format**: input and output of one element type, 8 or 16 bits; up to three groups of axes that are kept, and three that are
/// added up, outermost first.
/// **Rounding**: the sum is exact, then twice as [`Multiplier::apply`] does.
/// **Overflow**: the compiler proves that no sum of as many elements, with the shift to the left of the multiplier, leaves
/// 32 bits.
/// **Order**: each output is written when its elements have been read. An output's place among the outputs is never behind
/// that of any of its elements among the inputs, so the output may lie over the input.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduce {
    /// The axes of the output.
    pub kept: [Span; 3],
    /// The axes that are added up.
    pub reduced: [Span; 3],
    /// Where a sum begins: minus the input's zero point for each element.
    pub start: i32,
    /// From the sum to the output's scale.
    pub multiplier: Multiplier,
    /// The output that stands for zero.
    pub zero_point: i32,
    /// What the output's type holds.
    pub range: Range,
}

impl Reduce {
    /// Computes every output.
    #[inline(never)]
    pub const fn run<E: Element>(&self, input: View<'_, E>, output: ViewMut<'_, E>) {
        let [outer, middle, inner] = self.kept;
        let (mut at, mut a) = (0, 0);
        while a < outer.size {
            let mut b = 0;
            while b < middle.size {
                let mut c = 0;
                while c < inner.size {
                    let sum = self.sum(input, a * outer.step + b * middle.step + c * inner.step);
                    output.set(at, self.range.clamp(self.multiplier.apply(sum) + self.zero_point));
                    (at, c) = (at + 1, c + 1);
                }
                b += 1;
            }
            a += 1;
        }
    }

    /// The sum of the elements that belong to the one at `start`.
    #[inline(always)]
    const fn sum<E: Element>(&self, input: View<'_, E>, start: usize) -> i32 {
        let [outer, middle, inner] = self.reduced;
        let (mut sum, mut a) = (self.start, 0);
        while a < outer.size {
            let mut b = 0;
            while b < middle.size {
                let mut at = start + a * outer.step + b * middle.step;
                let mut c = 0;
                while c < inner.size {
                    sum = sum.wrapping_add(input.get(at));
                    (at, c) = (at + inner.step, c + 1);
                }
                b += 1;
            }
            a += 1;
        }
        sum
    }
}
