//! Class probabilities from scores.
//!
//! Powers of two in place of powers of e: the compiler has put the factor log2(e) into the scales, so that an
//! exponential is a shift and a table over one octave.

use crate::branchless::{below, choose, near_min, negative, positive};
use crate::layout::tail;
use crate::requantize::{Scale, rescale};

/// Fractional bits of a base-2 logit.
pub const LOGIT_BITS: u32 = 10;

/// `2^(-i / 64)` in Q1.15, rounded to nearest; the tests compare it with `exp2`.
static OCTAVE: [u16; 65] = [
    32768, 32415, 32066, 31720, 31379, 31041, 30706, 30376, 30048, 29725, 29405, 29088, 28774, 28464, 28158,
    27855, 27554, 27258, 26964, 26674, 26386, 26102, 25821, 25543, 25268, 24995, 24726, 24460, 24196, 23936,
    23678, 23423, 23170, 22921, 22674, 22430, 22188, 21949, 21713, 21479, 21247, 21019, 20792, 20568, 20347,
    20127, 19911, 19696, 19484, 19274, 19066, 18861, 18658, 18457, 18258, 18061, 17867, 17674, 17484, 17296,
    17109, 16925, 16743, 16562, 16384,
];

/// Replaces each acc by the probability of its class, in place.
///
/// **Format**: `scales` turn an acc into a base-2 logit, Q21.10; `output` turns a probability in Q0.15, to which
/// `half` of an output step has been added, into a raw output, at most `max`. **Rounding**: logits and outputs as in
/// [`Scale`]; table entries to nearest, interpolation and exponentials (Q1.20) floor; quotient to nearest. A probability
/// of `n` classes is within `4 + n / 32` steps of 2^-15 of the real softmax of the rounded logits. **Overflow**: at most
/// 1,024 classes, so that the sum of the exponentials fits 31 bits. **Panics**: never; the sum holds `2^0` of the greatest
/// logit, so that nothing is divided by zero. **Source**: subtraction of the maximum as in every numerically safe
/// softmax; the octave table after Tang, "Table-driven implementation of the exponential function" (1989).
#[inline(always)]
pub const fn softmax(acc: &mut [i32], scales: &[Scale], output: Scale, half: i32, max: i32) {
    rescale(acc, scales);
    let total = exponentials(acc);
    let mut values = acc;
    while let [value, ..] = &mut *values {
        // Q1.30 over Q1.15 is Q0.15; the half of the divisor makes it round to nearest.
        let divisor = total.wrapping_shr(5);
        let scaled = value.wrapping_shl(10).wrapping_add(divisor.wrapping_shr(1));
        let probability = quotient(scaled, divisor);
        *value = near_min(positive(output.apply(probability.wrapping_add(half))), max);
        values = tail(values);
    }
}

/// Replaces each logit `z` by `2^(z - greatest)` in Q1.20, and gives the sum.
#[inline(always)]
const fn exponentials(logits: &mut [i32]) -> i32 {
    let (mut greatest, mut rest) = (i32::MIN, &*logits);
    while let [logit, others @ ..] = rest {
        greatest = choose(below(greatest, *logit), *logit, greatest);
        rest = others;
    }
    let (mut total, mut logits) = (0_i32, logits);
    while let [logit, ..] = &mut *logits {
        *logit = exp2_negative(greatest.wrapping_sub(*logit));
        total = total.wrapping_add(*logit);
        logits = tail(logits);
    }
    total
}

/// `2^-d` in Q1.20 for `d` in Q21.10, zero or more; a difference that has wrapped counts as far away.
#[inline(always)]
#[allow(clippy::as_conversions, reason = "masked to six bits, and `From` is not const")]
const fn exp2_negative(d: i32) -> i32 {
    let octaves = d.wrapping_shr(LOGIT_BITS);
    let (index, part) = ((d.wrapping_shr(4) & 63) as usize, d & 15);
    let within = match OCTAVE.split_at_checked(index) {
        Some((_, [high, low, ..])) => {
            let fall = (*high as i32).wrapping_sub(*low as i32).wrapping_mul(part).wrapping_shr(4);
            (*high as i32).wrapping_sub(fall)
        }
        _ => 0,
    };
    let far = negative(octaves) | negative(21_i32.wrapping_sub(octaves));
    within.wrapping_shl(5).wrapping_shr(octaves.cast_unsigned()) & !far
}

/// `numerator / denominator`, rounded down, in as many instructions for all of them.
///
/// **Format**: the quotient has 16 bits, which is what `numerator < 2^16 * denominator` says. **Overflow**: the denominator is
/// positive and below 2^30. **Panics**: never. **Source**: restoring division, a textbook algorithm. The division of the core's
/// library (Armv6-M) takes as long as its operands want, and so does SDIV, of which only the number of cycles depends on them.
#[inline(always)]
const fn quotient(numerator: i32, denominator: i32) -> i32 {
    let (mut quotient, mut bits) = (0_i32, 16_u32);
    let mut remainder = numerator.wrapping_shr(16);
    while bits > 0 {
        bits = bits.wrapping_sub(1);
        let next = remainder.wrapping_shl(1) | numerator.wrapping_shr(bits) & 1;
        let less = next.wrapping_sub(denominator);
        remainder = choose(negative(less), next, less);
        quotient = quotient.wrapping_shl(1).wrapping_add(1).wrapping_add(negative(less));
    }
    quotient
}

/// [`softmax`] over the rows of the last layer.
#[derive(Clone, Copy, Debug)]
pub struct Softmax<const N: usize> {
    scales: [Scale; N],
    output: Scale,
    half: i32,
    max: i32,
}

impl<const N: usize> Softmax<N> {
    /// One scale for each row, from acc to base-2 logit; the scale of the outputs from Q0.15, half of an output's
    /// step in that format, and the greatest output.
    pub const fn new(scales: [Scale; N], output: Scale, half: i32, max: i32) -> Self {
        Self { scales, output, half, max }
    }

    /// Raw probabilities.
    #[inline(always)]
    pub const fn outputs(&self, sums: [i32; N]) -> [i32; N] {
        let mut values = sums;
        softmax(&mut values, &self.scales, self.output, self.half, self.max);
        values
    }

    /// Base-2 logits: all that the choice of a class needs.
    #[inline(always)]
    pub const fn logits(&self, sums: [i32; N]) -> [i32; N] {
        let mut values = sums;
        rescale(&mut values, &self.scales);
        values
    }
}
