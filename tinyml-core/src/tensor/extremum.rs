//! Where along an axis the greatest or the least element is.
//!
//! **Source**: `ArgMinMax` of TensorFlow Lite (`reference/arg_min_max.h`).
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, reason = "places within a tensor")]

use super::{Element, View, ViewMut};

/// The index of an extremum; of several equal ones the first.
///
/// **Format**: input of 8 or 16 bits, output `i32`.
/// **Order**: an output is written when the elements that it is about have been read.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extremum {
    /// Number of indices of the axis.
    pub size: usize,
    /// Elements between two indices of the axis.
    pub inner: usize,
    /// Whether the least is looked for, not the greatest.
    pub least: bool,
}

impl Extremum {
    /// Finds every extremum.
    #[inline(never)]
    pub const fn run<E: Element>(&self, input: View<'_, E>, output: ViewMut<'_, i32>) {
        let (mut at, mut start, mut inner) = (0, 0, 0);
        while at < output.len() {
            output.set(at, self.one(input, start + inner) as i32);
            (at, inner) = (at + 1, inner + 1);
            if inner >= self.inner {
                (start, inner) = (start + self.size * self.inner, 0);
            }
        }
    }

    #[inline(always)]
    const fn one<E: Element>(&self, input: View<'_, E>, start: usize) -> usize {
        // The complement turns the order round, and has no value without a counterpart.
        let flip = if self.least { -1 } else { 0 };
        let (mut found, mut best) = (0, input.get(start) ^ flip);
        let (mut index, mut at) = (1, start + self.inner);
        while index < self.size {
            let value = input.get(at) ^ flip;
            if value > best {
                (found, best) = (index, value);
            }
            (index, at) = (index + 1, at + self.inner);
        }
        found
    }
}
