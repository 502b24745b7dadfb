//! Rescaling of sums to another integer scale, in 32-bit arithmetic alone.
//!
//! Armv6-M has no long multiply, so a sum is first shifted to 16 bits and then multiplied by a 15-bit integer: the
//! product fits an `i32`, and 16 bits are as many as an activation or a sensor's output has anyway.

use crate::activations::{Activations, Buffer};
use crate::branchless::{clamp, near_min, positive};

/// An integer stand-in for a real factor: `multiplier * 2^-(pre + post)`.
///
/// **Format**: `multiplier` 0..=32767, `pre` and `post` 0..=31. **Rounding**: floor by both shifts; the compiler has
/// put into the bias what makes it round half up as a whole, to within the step of `pre`. **Overflow**: the compiler
/// proves for each row that `acc >> pre` stays within ±2^16 and the product within `i32`. **Panics**: never.
/// **Source**: Jacob et al., "Quantization and Training of Neural Networks for Efficient
/// Integer-Arithmetic-Only Inference" (2017), section 2.2, with 15 bits in place of 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// 0..=32767
    pub multiplier: i16,
    /// Shift to the right before the multiplication.
    pub pre: u8,
    /// Shift to the right after it.
    pub post: u8,
}

impl Scale {
    /// A scale from its three integers.
    pub const fn new(multiplier: i16, pre: u8, post: u8) -> Self {
        Self { multiplier, pre, post }
    }

    /// `acc` rescaled.
    #[inline(always)]
    #[allow(clippy::as_conversions, reason = "widening, and `From` is not const")]
    pub const fn apply(self, acc: i32) -> i32 {
        acc.wrapping_shr(self.pre as u32).wrapping_mul(self.multiplier as i32).wrapping_shr(self.post as u32)
    }
}

impl Scale {
    /// `acc` rescaled, within `0..=last`, for an acc of any size: what is far above the last position is cut to 16 bits
    /// before the multiplication, so that `pre` need only suit what lies between.
    #[inline(always)]
    #[allow(clippy::as_conversions, reason = "widening, and `From` is not const")]
    pub(crate) const fn position(self, acc: i32, last: i32) -> i32 {
        let near = near_min(positive(acc.wrapping_shr(self.pre as u32)), 0xffff);
        let position = near.wrapping_mul(self.multiplier as i32).wrapping_shr(self.post as u32);
        near_min(position, last)
    }
}

/// Rescales each acc by its own scale, in place, without bounds.
///
/// **Format**: one scale for each acc. **Rounding**, **Overflow**, **Panics**, **Source**: see [`Scale`].
#[inline(always)]
pub const fn rescale(acc: &mut [i32], scales: &[Scale]) {
    let (mut acc, mut scales) = (acc, scales);
    while let ([value, ..], [scale, scales_rest @ ..]) = (&mut *acc, scales) {
        *value = scale.apply(*value);
        (acc, scales) = (crate::layout::tail(acc), scales_rest);
    }
}

/// A scale and the bounds of its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// From acc to result.
    pub scale: Scale,
    /// Least result.
    pub min: i32,
    /// Greatest result.
    pub max: i32,
}

impl Row {
    /// A row whose results stay within `min..=max`.
    pub const fn new(scale: Scale, min: i32, max: i32) -> Self {
        Self { scale, min, max }
    }

    /// A row whose results need no bounds, by the compiler's proof.
    pub const fn free(scale: Scale) -> Self {
        Self::new(scale, i32::MIN, i32::MAX)
    }
}

/// Rescales each acc by its own scale, in place, and clamps it to its own bounds.
///
/// **Format**: one row for each acc. **Rounding**, **Overflow**, **Panics**, **Source**: see [`Scale`].
#[inline(always)]
pub const fn requantize(acc: &mut [i32], rows: &[Row]) {
    let (mut acc, mut rows) = (acc, rows);
    while let ([value, ..], [row, rows_rest @ ..]) = (&mut *acc, rows) {
        *value = clamp(row.scale.apply(*value), row.min, row.max);
        (acc, rows) = (crate::layout::tail(acc), rows_rest);
    }
}

/// [`requantize`] for the rows of one layer: the last step of a model, or a hidden activation that clamps.
#[derive(Clone, Copy, Debug)]
pub struct Requantize<const N: usize> {
    rows: [Row; N],
}

impl<const N: usize> Requantize<N> {
    /// One entry for each row of the layer.
    pub const fn new(rows: [Row; N]) -> Self {
        Self { rows }
    }

    /// Raw outputs.
    #[inline(always)]
    pub const fn outputs(&self, sums: [i32; N]) -> [i32; N] {
        let mut values = sums;
        requantize(&mut values, &self.rows);
        values
    }

    /// Raw activations for the next layer; the bounds must lie within `i16`.
    #[inline(always)]
    pub const fn hidden<'a>(&self, sums: [i32; N], out: &'a mut Buffer<N>) -> &'a Activations<N> {
        out.store(&self.outputs(sums))
    }
}
