//! The exponential of negative numbers in fixed point, as the softmax of 8 bits has it in its table.
//!
//! **Source**: `exp_on_negative_values` of gemmlowp (`fixedpoint.h`, Jacob and Warden, 2015): the argument modulo a quarter by a
//! polynomial of the fourth degree around -1/8, then one multiplication for each bit of its quarters.

use tinyml_core::tensor::{doubling_high, rounding_divide};

/// Bits behind the point of an argument: `Q5.26`.
pub(super) const FRACTION: u32 = 26;

/// exp(-1/8) in `Q0.31`.
const EXP_EIGHTH: i32 = 1_895_147_668;
/// 1/3 in `Q0.31`.
const THIRD: i32 = 715_827_883;
/// exp(-1/4), exp(-1/2), exp(-1) and so on to exp(-16), in `Q0.31`.
const POWERS: [i32; 7] = [1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242];

/// `exp(argument)` in `Q0.31`, for an argument of zero or less in `Q5.26`.
pub(super) fn exponential(argument: i32) -> i32 {
    if argument >= 0 {
        return i32::MAX;
    }
    let quarter = 1 << (FRACTION - 2);
    let rest = (argument & (quarter - 1)) - quarter;
    let mut result = polynomial(rest << 5);
    let quarters = rest.wrapping_sub(argument);
    for (bit, &power) in (FRACTION - 2..).zip(&POWERS) {
        if quarters & (1 << bit) != 0 {
            result = doubling_high(result, power);
        }
    }
    result
}

/// `exp` of what lies between -1/4 and 0, both in `Q0.31`.
fn polynomial(argument: i32) -> i32 {
    let x = argument + (1 << 28);
    let square = doubling_high(x, x);
    let cube = doubling_high(square, x);
    let fourth = rounding_divide(doubling_high(square, square), 2);
    // x + x^2/2 + x^3/6 + x^4/24, in Horner's way.
    let tail = rounding_divide(doubling_high(fourth + cube, THIRD) + square, 1);
    EXP_EIGHTH + doubling_high(EXP_EIGHTH, x + tail)
}

#[cfg(test)]
mod tests {
    use super::exponential;

    #[test]
    fn it_is_the_exponential_to_19_bits() {
        assert_eq!(exponential(0), i32::MAX);
        for step in 1..32_000_i32 {
            let argument = -step * 67_108;
            let exact = libm::exp(f64::from(argument) / 67_108_864.0) * 2_147_483_648.0;
            assert!((f64::from(exponential(argument)) - exact).abs() < 4096.0, "{argument}");
        }
        assert_eq!(exponential(i32::MIN), 0);
    }
}
