//! Softmax of 16 bits over the last axis, by two interpolated tables.
//!
//! **Source**: `SoftmaxInt16` of TensorFlow Lite (`reference/softmax.h`), with `LUTLookup` (`internal/common.h`).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "bounds are given where they are used"
)]

use super::softmax::greatest;
use super::{Multiplier, View, ViewMut};

/// Softmax of `i16`.
///
/// **Format**: input `i16` with zero point 0, output `i16` in `Q0.15`.
/// **Rounding**: exponentials are `Q0.15`, their sum is exact; its reciprocal has 15 bits; an output is rounded once, halves up.
/// **Overflow**: the compiler refuses rows of 65,536 and more, and multipliers that shift a difference out of 32 bits.
/// **Order**: exponentials are kept in the output; each input is read before that. The output may lie over the input.
/// **Panics**: never.
#[derive(Clone, Copy, Debug)]
pub struct Softmax16<'a> {
    /// From a difference of inputs to steps of 10/65535.
    pub multiplier: Multiplier,
    /// `exp(x)` for `x` of -10 to 0.
    pub exponentials: &'a [i16; 513],
    /// `1 / (1 + x)` for `x` of 0 to 1.
    pub reciprocals: &'a [i16; 513],
    /// Length of a row.
    pub depth: usize,
}

impl Softmax16<'_> {
    /// Computes every row.
    #[inline(never)]
    pub const fn run(&self, input: View<'_, i16>, output: ViewMut<'_, i16>) {
        let mut start = 0;
        while start < input.len() {
            self.row(input.part(start, self.depth), output.part(start, self.depth));
            start += if self.depth == 0 { input.len() } else { self.depth };
        }
    }

    #[inline(always)]
    const fn row(&self, input: View<'_, i16>, output: ViewMut<'_, i16>) {
        let greatest = greatest(input);
        let (mut sum, mut index) = (0_i32, 0);
        while index < input.len() {
            let distance = self.multiplier.apply(input.get(index) - greatest);
            let exponential = interpolated(self.exponentials, saturated(distance + 32_767));
            output.set(index, exponential);
            sum = sum.wrapping_add(exponential);
            index += 1;
        }
        // At least the greatest has an exponential, which is nearly 2^15, so that the headroom is 1 to 17.
        let headroom = sum.leading_zeros();
        let normal = ((((sum as i64) << ((headroom + 31) & 31)) + (1 << 13)) >> 14) as i32;
        let reciprocal = interpolated(self.reciprocals, saturated(normal - (1 << 15) - (1 << 16)));
        let shift = (31_u32.wrapping_sub(headroom)) & 31;
        let half = 1_i32.wrapping_shl(shift) >> 1;
        index = 0;
        while index < input.len() {
            let exponential = output.view().get(index);
            // Two values of a table of `i16`, so that the product has 30 bits.
            let share = exponential.wrapping_mul(reciprocal).wrapping_add(half) >> shift;
            output.set(index, super::Range { min: 0, max: 32_767 }.clamp(share));
            index += 1;
        }
    }
}

#[inline(always)]
const fn saturated(value: i32) -> i32 {
    super::Range { min: -32_768, max: 32_767 }.clamp(value)
}

/// The value of a table of 513 points at a place of 16 bits: 9 bits for the point, 7 for what lies between.
#[inline(always)]
const fn interpolated(table: &[i16; 513], place: i32) -> i32 {
    let points = View::of(table);
    let index = (256 + (place >> 7)) as usize;
    let (here, next) = (points.get(index), points.get(index + 1));
    here + (((next - here) * (place & 0x7f) + 64) >> 7)
}
