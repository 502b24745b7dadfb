//! PRELU: what is negative is multiplied by a factor that is a tensor too, mostly one for each channel.
//!
//! **Source**: `Prelu` of TensorFlow Lite (`reference/prelu.h`).
#![allow(clippy::arithmetic_side_effects, reason = "products of values of 8 bits: see Overflow")]

use super::{Broadcast, Multiplier, View, ViewMut};

/// A rectifier with a learnt slope for what is negative.
///
/// **Format**: input, factors and output `i8`; the factors are the second operand of the broadcast.
/// **Rounding**: twice, as [`Multiplier::apply`] does.
/// **Overflow**: a product is less than 2^16; the compiler proves that a shift to the left leaves it in 32 bits.
/// **Order**: element by element, each read before it is written: the output may lie over the input.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prelu {
    /// How input and factors are walked.
    pub broadcast: Broadcast,
    /// The input that stands for zero.
    pub input_zero_point: i32,
    /// The factor that stands for zero.
    pub factor_zero_point: i32,
    /// The input's scale over the output's.
    pub positive: Multiplier,
    /// The product of the input's and the factors' scale over the output's.
    pub negative: Multiplier,
    /// The output that stands for zero.
    pub zero_point: i32,
}

impl Prelu {
    /// Rectifies `input`.
    #[inline(never)]
    pub const fn run(&self, input: View<'_, i8>, factors: View<'_, i8>, output: ViewMut<'_, i8>) {
        let mut rows = self.broadcast.rows();
        let row = self.broadcast.row;
        let mut at = 0;
        loop {
            let (mut a, mut b) = (rows.first, rows.second);
            let end = at + row.size;
            while at < end {
                output.set(at, self.one(input.get(a), factors.get(b)));
                (a, b, at) = (a + row.first, b + row.second, at + 1);
            }
            if !rows.advance() {
                return;
            }
        }
    }

    /// The output for one value and its factor.
    #[inline(always)]
    pub const fn one(&self, value: i32, factor: i32) -> i32 {
        let value = value - self.input_zero_point;
        let scaled = if value >= 0 {
            self.positive.apply(value)
        } else {
            self.negative.apply(value * (factor - self.factor_zero_point))
        };
        super::Range { min: -128, max: 127 }.clamp(scaled + self.zero_point)
    }
}
