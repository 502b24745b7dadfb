//! From the scale of a sum to that of a tensor, with the double rounding of the classic TFLite kernels.
//!
//! **Source**: `MultiplyByQuantizedMultiplier` of TensorFlow Lite (gemmlowp's saturating rounding doubling high multiplication,
//! Jacob and Warden, 2015, then a rounding division by a power of two).
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "widened to 64 bits, where nothing overflows"
)]

/// A real factor as a multiplier of 31 bits and a shift: `multiplier * 2^(left - right - 31)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Multiplier {
    /// 2^30..2^31, or zero.
    pub multiplier: i32,
    /// How far a value moves to the left before; zero unless the factor is 1 or more.
    pub left: u8,
    /// How far it moves to the right afterwards.
    pub right: u8,
}

impl Multiplier {
    /// The value times the factor, rounded twice as the classic kernels do it.
    #[inline(always)]
    pub const fn apply(self, value: i32) -> i32 {
        let shifted = value.wrapping_shl(self.left as u32);
        rounding_divide(doubling_high(shifted, self.multiplier), self.right)
    }
}

/// `2 * a * b / 2^32`, rounded to nearest, halves away from zero; saturated for the one case that overflows.
#[inline(always)]
pub const fn doubling_high(a: i32, b: i32) -> i32 {
    if a == i32::MIN && b == i32::MIN {
        return i32::MAX;
    }
    let product = a as i64 * b as i64;
    let nudge = if product >= 0 { 1 << 30 } else { 1 - (1 << 30) };
    ((product + nudge) / (1 << 31)) as i32
}

/// `value / 2^exponent`, rounded to nearest, halves away from zero.
#[inline(always)]
pub const fn rounding_divide(value: i32, exponent: u8) -> i32 {
    let mask = ((1_i64 << exponent) - 1) as i32;
    let threshold = (mask >> 1) + (value < 0) as i32;
    (value >> exponent) + ((value & mask) > threshold) as i32
}

/// What an output may be: the quantised range of a fused activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub min: i32,
    /// The greatest.
    pub max: i32,
}

impl Range {
    /// The nearest value within.
    #[inline(always)]
    pub const fn clamp(self, value: i32) -> i32 {
        if value < self.min {
            self.min
        } else if value > self.max {
            self.max
        } else {
            value
        }
    }
}
