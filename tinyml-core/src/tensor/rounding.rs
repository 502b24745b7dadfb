//! What becomes of a channel's sum: how it is accumulated, rescaled and clamped.
//!
//! Three forms, chosen by type, so that a network links only those that it uses: [`Double`] sums 32 bits and rounds twice, [`Wide`]
//! sums 64 bits and rounds once, [`Once`] sums 32 bits and rounds once, as a product of doubles would be.
#![allow(clippy::as_conversions, reason = "sums are widened, and `From` is not const")]

use super::dot::dot;
use super::{Element, Multiplier, Range};

/// How sums are kept and rounded.
pub trait Rounding: sealed::Sealed + Copy {
    /// Whether sums have 64 bits.
    const IS_WIDE: bool;
    /// Whether multipliers have the 53 bits of a double.
    const IS_FINE: bool;
}

/// Sums of 32 bits, a multiplier of 31, rounded twice: [`Multiplier::apply`].
#[derive(Clone, Copy, Debug)]
pub struct Double;

/// Sums of 64 bits, a multiplier of 15, rounded once: [`Multiplier::apply_wide`].
#[derive(Clone, Copy, Debug)]
pub struct Wide;

/// Sums of 32 bits, a multiplier of 53, rounded once: [`Multiplier::apply_fine`].
#[derive(Clone, Copy, Debug)]
pub struct Once;

impl Rounding for Double {
    const IS_WIDE: bool = false;
    const IS_FINE: bool = false;
}

impl Rounding for Wide {
    const IS_WIDE: bool = true;
    const IS_FINE: bool = false;
}

impl Rounding for Once {
    const IS_WIDE: bool = false;
    const IS_FINE: bool = true;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Double {}
    impl Sealed for super::Wide {}
    impl Sealed for super::Once {}
}

/// What is added to the sums of the channels of an output, and what they are multiplied with.
#[derive(Clone, Copy, Debug)]
pub struct Channels<'a, R: Rounding> {
    /// For each channel.
    pub bias: &'a [i32],
    /// The upper halves of biases of 64 bits; empty where they say nothing but the sign.
    pub bias_high: &'a [i32],
    /// For each channel, or one for all; see [`Multiplier`].
    pub multipliers: &'a [i32],
    /// For each multiplier: how far to the left, or negative to the right.
    pub shifts: &'a [i8],
    /// For each multiplier, what 31 bits do not hold of it; empty but for [`Once`].
    pub fine: &'a [i32],
    /// The output's zero point.
    pub zero_point: i32,
    /// What the output may be.
    pub range: Range,
    /// How it is rounded.
    pub rounding: R,
}

/// A sum on its way: the half that [`Double`] needs, or the whole that [`Wide`] needs; the other is never computed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    narrow: i32,
    wide: i64,
}

/// Products of an `i16` and an `i8` that fit 32 bits together: 2^9 of them do, and half of that is as good.
const CHUNK: usize = 256;

impl<R: Rounding> Channels<'_, R> {
    /// What a channel's sum begins with.
    #[inline(always)]
    pub(super) const fn begin(&self, channel: usize) -> Sum {
        let low = element(self.bias, channel);
        if !R::IS_WIDE {
            return Sum { narrow: low, wide: 0 };
        }
        let wide = if self.bias_high.is_empty() {
            low as i64
        } else {
            ((element(self.bias_high, channel) as i64) << 32) | (low as u32 as i64)
        };
        Sum { narrow: 0, wide }
    }

    /// The channel's element of the output.
    #[inline(always)]
    pub(super) const fn finish(&self, channel: usize, sum: Sum) -> i32 {
        let at = if self.multipliers.len() == 1 { 0 } else { channel };
        let multiplier = element(self.multipliers, at);
        let shift = match self.shifts.split_at_checked(at) {
            Some((_, [shift, ..])) => *shift,
            _ => 0,
        };
        let (left, right) = if shift > 0 { (shift as u8, 0) } else { (0, shift.unsigned_abs()) };
        let multiplier = Multiplier { multiplier, left, right };
        let rescaled = if R::IS_WIDE {
            multiplier.apply_wide(sum.wide)
        } else if R::IS_FINE {
            multiplier.apply_fine(sum.narrow, element(self.fine, at))
        } else {
            multiplier.apply(sum.narrow)
        };
        self.range.clamp(rescaled.wrapping_add(self.zero_point))
    }
}

impl Sum {
    /// With something added that fits 32 bits.
    #[inline(always)]
    pub(super) const fn plus<R: Rounding>(self, more: i32) -> Self {
        if R::IS_WIDE {
            Self { wide: self.wide.wrapping_add(more as i64), ..self }
        } else {
            Self { narrow: self.narrow.wrapping_add(more), ..self }
        }
    }

    /// With a sum of products added, which is cut in such a way that no part of it leaves 32 bits where that matters.
    #[inline(always)]
    pub(super) const fn plus_dot<A: Element, R: Rounding>(self, inputs: &[A], weights: &[i8]) -> Self {
        let mut sum = self;
        let (mut inputs, mut weights) = (inputs, weights);
        if R::IS_WIDE {
            while let (Some((first, inputs_left)), Some((second, weights_left))) =
                (inputs.split_at_checked(CHUNK), weights.split_at_checked(CHUNK))
            {
                sum = sum.plus::<R>(dot(first, second));
                (inputs, weights) = (inputs_left, weights_left);
            }
        }
        sum.plus::<R>(dot(inputs, weights))
    }
}

/// An element; zero outside.
#[inline(always)]
const fn element(values: &[i32], at: usize) -> i32 {
    match values.split_at_checked(at) {
        Some((_, [value, ..])) => *value,
        _ => 0,
    }
}
