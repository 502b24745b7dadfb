//! Softmax over the last axis, by a table of exponentials and an integer reciprocal.
//!
//! **Source**: `Softmax` of TensorFlow Lite (`reference/softmax.h`), with `GetReciprocal` (`internal/common.h`).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "bounds are given where they are used"
)]

use super::reciprocal::one_over_one_plus;
use super::{Element, View, ViewMut, doubling_high, rounding_divide};

/// Bits before the point of the sum, which has 31 in all.
const SUM_INTEGER_BITS: u32 = 12;

/// Softmax of `i8`.
///
/// **Format**: input `i8`; output `i8` of scale 1/256 and zero point -128, or `i16` of scale 1/65536 and zero point -32768.
/// **Rounding**: exponentials are `Q0.31`, rounded to `Q12.19` for the sum; each output is rounded twice, by
/// [`doubling_high`] and [`rounding_divide`].
/// **Overflow**: an exponential is at most 2^19 in the sum; the compiler refuses rows of 4,096 and more.
/// **Order**: a row is read three times; in the last pass each element is read before it is written, so the output may lie
/// over the input where both have the same size.
/// **Panics**: never.
#[derive(Clone, Copy, Debug)]
pub struct Softmax<'a> {
    /// `exp(-scale * d)` in `Q0.31` for each difference `d` to the greatest of the row, as long as there is something left.
    pub exponentials: &'a [i32],
    /// Length of a row.
    pub depth: usize,
}

impl Softmax<'_> {
    /// Computes every row.
    #[inline(never)]
    pub const fn run<O: Element>(&self, input: View<'_, i8>, output: ViewMut<'_, O>) {
        let mut start = 0;
        while start < input.len() {
            self.row(input.part(start, self.depth), output.part(start, self.depth));
            start += if self.depth == 0 { input.len() } else { self.depth };
        }
    }

    #[inline(always)]
    const fn row<O: Element>(&self, input: View<'_, i8>, output: ViewMut<'_, O>) {
        let exponentials = View::of(self.exponentials);
        let greatest = greatest(input);
        let mut sum = 0_i32;
        let mut index = 0;
        while index < input.len() {
            let exponential = exponentials.get((greatest - input.get(index)) as usize);
            sum = sum.wrapping_add(rounding_divide(exponential, SUM_INTEGER_BITS as u8));
            index += 1;
        }
        let headroom = sum.leading_zeros();
        let reciprocal = one_over_one_plus((((sum as u32) << (headroom & 31)) - (1 << 31)) as i32);
        let bits = 8 * O::BYTES as u32;
        // The sum is 1 in `Q12.19` at least and positive, so that its headroom is 1 to 12.
        let exponent = SUM_INTEGER_BITS + 31 - bits - headroom;
        let (least, greatest_output) = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
        index = 0;
        while index < input.len() {
            let exponential = exponentials.get((greatest - input.get(index)) as usize);
            let share = quotient(doubling_high(reciprocal, exponential), exponent) + least;
            output.set(index, if share > greatest_output { greatest_output } else { share });
            index += 1;
        }
    }
}

/// `value / 2^exponent`, which is nothing where a sum of hundreds makes the exponent exceed the bits of the value.
#[inline(always)]
const fn quotient(value: i32, exponent: u32) -> i32 {
    if exponent > 31 { 0 } else { rounding_divide(value, exponent as u8) }
}

/// The greatest element; the least of the type where there is none.
#[inline(always)]
pub(super) const fn greatest<E: Element>(input: View<'_, E>) -> i32 {
    let mut greatest = input.get(0);
    let mut index = 1;
    while index < input.len() {
        let value = input.get(index);
        if value > greatest {
            greatest = value;
        }
        index += 1;
    }
    greatest
}
