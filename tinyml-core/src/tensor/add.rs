//! The sum or difference of two tensors of different scales.
//!
//! **Source**: `AddElementwise` and `SubElementwise` of TensorFlow Lite (`reference/add.h`, `reference/integer_ops/add.h`,
//! `reference/sub.h`).
#![allow(
    clippy::arithmetic_side_effects,
    reason = "values of 16 bits shifted by 15, or of 8 bits by 20, and halved: see Overflow"
)]

use super::{Broadcast, Element, Multiplier, Range, View, ViewMut};

/// One operand of a sum: `(value - zero_point)`, in the scale in which the operands are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The value that stands for zero.
    pub zero_point: i32,
    /// The operand's scale over that of the sum, at most a half.
    pub multiplier: Multiplier,
}

/// Adds or subtracts two tensors.
///
/// **Format**: both operands and the output of one element type, 8 or 16 bits. Both are brought to twice the larger scale with
/// `shift` bits more, are added, and brought to the output's scale.
/// **Rounding**: three times, each as [`Multiplier::apply`] does.
/// **Overflow**: `|value - zero_point| << shift` is less than 2^31 (255 by 20, 65,535 by 15); each multiplier is at most a
/// half, so the sum fits too. The compiler checks the multipliers.
/// **Order**: element by element, each read before it is written: the output may lie over an operand of its size.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Add {
    /// How the operands are walked.
    pub broadcast: Broadcast,
    /// The first operand.
    pub first: Term,
    /// The second operand.
    pub second: Term,
    /// Whether the second is subtracted.
    pub subtract: bool,
    /// Bits that the operands gain before they are added: 20, or 15 for 16 bits.
    pub shift: u8,
    /// From the scale of the sum to that of the output.
    pub sum: Multiplier,
    /// The output that stands for zero.
    pub zero_point: i32,
    /// What the fused activation leaves.
    pub range: Range,
}

impl Add {
    /// Adds `first` and `second`.
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
        let first = self.first.scaled(first, self.shift);
        let second = self.second.scaled(second, self.shift);
        let sum = if self.subtract { first - second } else { first + second };
        self.range.clamp(self.sum.apply(sum) + self.zero_point)
    }
}

impl Term {
    #[inline(always)]
    const fn scaled(self, value: i32, shift: u8) -> i32 {
        self.multiplier.apply((value - self.zero_point) << shift)
    }
}
