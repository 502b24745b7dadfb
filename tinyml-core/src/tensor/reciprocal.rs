//! `1 / (1 + x)` in 31-bit fixed point, by Newton's iteration.
//!
//! **Source**: `one_over_one_plus_x_for_x_in_0_1` of gemmlowp (`fixedpoint.h`, Jacob and Warden, 2015). The first guess is the
//! straight line `48/17 - 32/17 d`, the best one for denominators `d` of a half to one.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "the iteration stays between 1 and 2, which `Q2.29` holds"
)]

use super::doubling_high;

/// 1 in `Q2.29`.
const ONE: i32 = 1 << 29;
/// 48/17 in `Q2.29`.
const FORTY_EIGHT_SEVENTEENTHS: i32 = 1_515_870_810;
/// -32/17 in `Q2.29`.
const MINUS_THIRTY_TWO_SEVENTEENTHS: i32 = -1_010_580_540;

/// `1 / (1 + x)` for `x` of 0 to 1, both in `Q0.31`.
#[inline(always)]
pub(super) const fn one_over_one_plus(x: i32) -> i32 {
    // Half the denominator, `(x + 1) / 2`, where 1 is the greatest value; rounded up, since it is positive.
    let half = ((x as i64 + i32::MAX as i64 + 1) / 2) as i32;
    let mut inverse = FORTY_EIGHT_SEVENTEENTHS + doubling_high(half, MINUS_THIRTY_TWO_SEVENTEENTHS);
    let mut round = 0;
    while round < 3 {
        let error = ONE - doubling_high(half, inverse);
        inverse += saturating_shift(doubling_high(inverse, error), 2);
        round += 1;
    }
    // The inverse is that of half the denominator, so it is halved by being read as `Q1.30`.
    saturating_shift(inverse, 1)
}

/// The value to the left by some bits, or the end of the type.
#[inline(always)]
const fn saturating_shift(value: i32, bits: u32) -> i32 {
    let shifted = (value as i64) << bits;
    if shifted > i32::MAX as i64 {
        i32::MAX
    } else if shifted < i32::MIN as i64 {
        i32::MIN
    } else {
        shifted as i32
    }
}

#[cfg(test)]
mod tests {
    use super::one_over_one_plus;

    #[test]
    fn reciprocals_are_exact_to_27_bits() {
        let mut x = 0_i64;
        while x < 1 << 31 {
            let exact = (1_i128 << 62) / ((1_i128 << 31) + i128::from(x));
            let found = i128::from(one_over_one_plus(x as i32));
            assert!((found - exact).abs() <= 16, "{x}: {found}, not {exact}");
            x += 7_654_321;
        }
    }
}
