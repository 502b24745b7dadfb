//! The product of two tensors.
//!
//! **Source**: `MulElementwise` of TensorFlow Lite (`reference/integer_ops/mul.h`).
#![allow(clippy::arithmetic_side_effects, reason = "products of two values of 16 bits: see Overflow")]

use super::{Broadcast, Element, Multiplier, Range, View, ViewMut};

/// Multiplies two tensors.
///
/// **Format**: both operands and the output of one element type, 8 or 16 bits; zero points of 16 bits are zero.
/// **Rounding**: twice, as [`Multiplier::apply`] does.
/// **Overflow**: a product is at most 2^30; the compiler proves that the shift to the left of the multiplier leaves it in
/// 32 bits.
/// **Order**: element by element, each read before it is written: the output may lie over an operand of its size.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mul {
    /// How the operands are walked.
    pub broadcast: Broadcast,
    /// The value of the first operand that stands for zero.
    pub first_zero_point: i32,
    /// Likewise of the second.
    pub second_zero_point: i32,
    /// The product of the operands' scales over the output's.
    pub multiplier: Multiplier,
    /// The output that stands for zero.
    pub zero_point: i32,
    /// What the fused activation leaves.
    pub range: Range,
}

impl Mul {
    /// Multiplies `first` and `second`.
    #[inline(never)]
    pub const fn run<E: Element>(&self, first: View<'_, E>, second: View<'_, E>, output: ViewMut<'_, E>) {
        let mut rows = self.broadcast.rows();
        let row = self.broadcast.row;
        let mut at = 0;
        loop {
            let (mut a, mut b) = (rows.first, rows.second);
            let end = at + row.size;
            while at < end {
                output.set(at, self.one(first.get(a), second.get(b)));
                (a, b, at) = (a + row.first, b + row.second, at + 1);
            }
            if !rows.advance() {
                return;
            }
        }
    }

    /// One element of the output.
    #[inline(always)]
    const fn one(&self, first: i32, second: i32) -> i32 {
        let product = (first - self.first_zero_point) * (second - self.second_zero_point);
        self.range.clamp(self.multiplier.apply(product) + self.zero_point)
    }
}
