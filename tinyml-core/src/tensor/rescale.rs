//! From the scale of a sum to that of a tensor, with the rounding of the classic TFLite kernels.
//!
//! **Source**: `MultiplyByQuantizedMultiplier` of TensorFlow Lite (`internal/common.cc`), which is gemmlowp's saturating rounding
//! doubling high multiplication (Jacob and Warden, 2015) and a rounding division by a power of two; and its form for sums of
//! 64 bits, with a multiplier of 15. Tensors of 16 bits with 64-bit biases take the latter. LiteRT multiplies in double precision
//! in dense layers (`integer_ops/fully_connected.h`); its results are reached in integers.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "halves and sums of them, where nothing overflows; the bounds stand beside them"
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
    ///
    /// **Overflow**: `value << left` is taken modulo 2^32; the compiler proves that it fits.
    #[inline(always)]
    pub const fn apply(self, value: i32) -> i32 {
        let shifted = value.wrapping_shl(self.left as u32);
        rounding_divide(doubling_high(shifted, self.multiplier), self.right)
    }

    /// A sum of 64 bits times the factor, whose multiplier is cut to 15 bits; rounded once, halves up.
    ///
    /// **Overflow**: for values of 48 bits and `left` up to 7 nothing overflows but the result, which is taken modulo 2^32.
    #[inline(always)]
    pub const fn apply_wide(self, value: i64) -> i32 {
        let reduced = if self.multiplier < 0x7fff_0000 { (self.multiplier + 0x8000) >> 16 } else { 0x7fff };
        let total = (15 + self.right as u32).wrapping_sub(self.left as u32) & 63;
        let nudge = (1_i64 << total) >> 1;
        (product_wide(value, reduced).wrapping_add(nudge) >> total) as i32
    }

    /// The value times a factor of 53 bits as a processor multiplies doubles, rounded to an integer, halves away from zero.
    ///
    /// The factor is `(multiplier + low / 2^22) * 2^(left - right - 31)`, with `low` below 2^22. The product of doubles has 53 bits
    /// again, and may have been rounded onto a half: so what is within half a unit of its last place counts as the half. (Halves
    /// are even in 53 bits, so a tie goes to them.)
    ///
    /// **Overflow**: none; `right` is 31 at most, and the compiler proves that the result fits.
    #[inline(always)]
    pub const fn apply_fine(self, value: i32, low: i32) -> i32 {
        let size = value.unsigned_abs() as u64;
        let (upper, lower) = (size.wrapping_mul(self.multiplier as u64), size.wrapping_mul(low as u64));
        let zeros = upper.wrapping_add(lower >> 22).leading_zeros();
        let nearly = if zeros <= 32 { 1_u64 << (32 - zeros) } else { 0 };
        let total = (31 + self.right as u32).wrapping_sub(self.left as u32) & 63;
        let half = (1_u64 << total) >> 1;
        let product = upper.wrapping_add(lower.wrapping_add(nearly) >> 22);
        let rounded = (product.wrapping_add(half) >> total) as i32;
        if value < 0 { rounded.wrapping_neg() } else { rounded }
    }
}

/// `2 * a * b / 2^32`, rounded to nearest, halves up; saturated for the one case that overflows.
///
/// gemmlowp writes it as a division that rounds towards zero after a nudge that depends on the sign. Both are
/// `floor((a * b + 2^30) / 2^31)`.
#[inline(always)]
pub const fn doubling_high(a: i32, b: i32) -> i32 {
    if a == i32::MIN && b == i32::MIN {
        return i32::MAX;
    }
    if cfg!(tinyml_pairs) { by_long(a, b) } else { by_halves(a, b) }
}

/// For cores with a long multiplication.
#[inline(always)]
const fn by_long(a: i32, b: i32) -> i32 {
    ((a as i64 * b as i64 + (1 << 30)) >> 31) as i32
}

/// For cores that multiply 32 bits by 32 to 32: four products of halves, instead of a call to a 64-bit multiplication.
///
/// In units of 2^16 the sum of the products is `top * 2^16 + low`, of which only whole units matter.
#[inline(always)]
const fn by_halves(a: i32, b: i32) -> i32 {
    let (a_low, a_high, b_low, b_high) = (a & 0xffff, a >> 16, b & 0xffff, b >> 16);
    // Of an unsigned and a signed half: at least -2^15 * (2^16 - 1), at most (2^15 - 1) * (2^16 - 1).
    let (cross, other) = (a_high * b_low, a_low * b_high);
    let lowest = (a_low as u32 * b_low as u32) >> 16;
    let low = (cross as u32 & 0xffff) + (other as u32 & 0xffff) + lowest + 0x4000;
    let top = a_high * b_high + (cross >> 16) + (other >> 16);
    top.wrapping_shl(1).wrapping_add((low >> 15) as i32)
}

/// A value of 48 bits times one of 15.
#[inline(always)]
const fn product_wide(value: i64, by: i32) -> i64 {
    if cfg!(tinyml_pairs) {
        return value.wrapping_mul(by as i64);
    }
    wide_by_halves(value, by)
}

/// The same from products of 32 bits: the value's upper half has 16 bits and a sign.
#[inline(always)]
const fn wide_by_halves(value: i64, by: i32) -> i64 {
    let (high, low) = ((value >> 32) as i32, value as u32);
    let upper = ((low >> 16) * by as u32) as i64;
    let lower = ((low & 0xffff) * by as u32) as i64;
    ((high.wrapping_mul(by) as i64) << 32).wrapping_add(upper << 16).wrapping_add(lower)
}

/// `value / 2^exponent`, rounded to nearest, halves away from zero; the exponent is 31 at most.
#[inline(always)]
pub const fn rounding_divide(value: i32, exponent: u8) -> i32 {
    let exponent = exponent as u32 & 31;
    let mask = (1_u32 << exponent).wrapping_sub(1) as i32;
    let threshold = (mask >> 1).wrapping_add((value < 0) as i32);
    (value >> exponent).wrapping_add(((value & mask) > threshold) as i32)
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
    /// The nearest value within; the greatest, where there is none.
    #[inline(always)]
    pub const fn clamp(self, value: i32) -> i32 {
        let above = if value < self.min { self.min } else { value };
        if above > self.max { self.max } else { above }
    }
}

#[cfg(test)]
#[allow(clippy::as_conversions, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::{Multiplier, Range, by_halves, by_long, doubling_high, rounding_divide, wide_by_halves};
    use crate::tensor::seeded::Seeded;

    /// gemmlowp's own words: a nudge by the sign, then a division that rounds towards zero.
    fn saturating_rounding_doubling_high_mul(a: i32, b: i32) -> i32 {
        let product = i128::from(a) * i128::from(b);
        let nudge = if product >= 0 { 1 << 30 } else { 1 - (1 << 30) };
        ((product + nudge) / (1_i128 << 31)).clamp(i128::from(i32::MIN), i128::from(i32::MAX)) as i32
    }

    fn rounded_away(value: i128, exponent: u32) -> i128 {
        let half = (1_i128 << exponent) >> 1;
        ((value.abs() + half) >> exponent) * value.signum()
    }

    const EDGES: [i32; 15] = [
        0,
        1,
        -1,
        2,
        0x7fff,
        0x8000,
        -0x8000,
        -0x8001,
        0xffff,
        0x1_0000,
        1 << 30,
        -(1 << 30),
        i32::MAX,
        i32::MIN + 1,
        i32::MIN,
    ];

    fn pairs() -> impl Iterator<Item = (i32, i32)> {
        let mut seeded = Seeded::new(5);
        let edges = EDGES.into_iter().flat_map(|a| EDGES.into_iter().map(move |b| (a, b)));
        edges.chain((0..200_000).map(move |_| (seeded.word() as i32, seeded.word() as i32)))
    }

    #[test]
    fn high_products_round_as_gemmlowp() {
        for (a, b) in pairs() {
            let expected = saturating_rounding_doubling_high_mul(a, b);
            assert_eq!(doubling_high(a, b), expected, "{a} * {b}");
            if (a, b) != (i32::MIN, i32::MIN) {
                assert_eq!((by_long(a, b), by_halves(a, b)), (expected, expected), "{a} * {b}");
            }
        }
    }

    #[test]
    fn halves_give_the_wide_product() {
        for (a, b) in pairs() {
            let value = (i64::from(a) << 16) | i64::from(b & 0xffff);
            for by in [0, 1, 0x4000, 0x5a3c, 0x7fff] {
                let expected = i128::from(value) * i128::from(by);
                assert_eq!(i128::from(wide_by_halves(value, by)), expected, "{value} * {by}");
            }
        }
    }

    #[test]
    fn divisions_round_halves_away_from_zero() {
        for (value, _) in pairs() {
            for exponent in 0..=31 {
                let expected = rounded_away(i128::from(value), exponent);
                assert_eq!(
                    i128::from(rounding_divide(value, exponent as u8)),
                    expected,
                    "{value} / 2^{exponent}"
                );
            }
        }
    }

    #[test]
    fn a_multiplier_moves_left_first_and_right_last() {
        let of = |multiplier, left, right| Multiplier { multiplier, left, right };
        assert_eq!(of(1 << 30, 2, 0).apply(-5), -10);
        assert_eq!(of(1 << 30, 0, 1).apply(6), 2, "three halves, rounded away");
        assert_eq!(of(1 << 30, 0, 1).apply(-6), -2);
        assert_eq!(of(1 << 30, 0, 1).apply(-5), -1, "a half up, then a half away");
        assert_eq!(of(1 << 30, 0, 1).apply_wide(-6), -1, "three halves, rounded up");
        assert_eq!(of(0, 0, 0).apply(i32::MAX), 0);
    }

    #[test]
    fn wide_values_are_rounded_once() {
        let mut seeded = Seeded::new(6);
        for _ in 0..100_000 {
            let value = (seeded.word() as i64) << 16 >> 16;
            let multiplier = (1 << 30) | (seeded.word() as i32 & 0x3fff_ffff);
            let (left, right) =
                if seeded.below(4) == 0 { (seeded.below(8) as u8, 0) } else { (0, seeded.below(32) as u8) };
            let reduced = ((i128::from(multiplier) + 0x8000) >> 16).min(0x7fff);
            let total = 15 + u32::from(right) - u32::from(left);
            let expected = (i128::from(value) * reduced + (1_i128 << (total - 1))) >> total;
            let found = Multiplier { multiplier, left, right }.apply_wide(value);
            assert_eq!(found, expected as i32, "{value} * {multiplier} * 2^({left} - {right})");
        }
    }

    /// A double as its 53 bits and a power of two.
    fn fine(factor: f64) -> (Multiplier, i32) {
        let bits = factor.to_bits();
        let exponent = (bits >> 52) as i32 - 1022;
        let fraction = (bits & ((1 << 52) - 1)) | 1 << 52;
        let (left, right) =
            if exponent > 0 { (exponent as u8, 0) } else { (0, exponent.unsigned_abs() as u8) };
        (Multiplier { multiplier: (fraction >> 22) as i32, left, right }, (fraction & 0x3f_ffff) as i32)
    }

    #[allow(clippy::float_arithmetic, reason = "the reference multiplies doubles")]
    fn assert_fine(value: i32, factor: f64) {
        let product = f64::from(value) * factor;
        if product.abs() < 2_147_483_647.0 {
            let (multiplier, low) = fine(factor);
            // `f64::round` is exact, and rounds halves away from zero.
            assert_eq!(multiplier.apply_fine(value, low), product.round() as i32, "{value} * {factor:e}");
        }
    }

    #[test]
    fn fine_factors_round_as_doubles_do() {
        let mut seeded = Seeded::new(7);
        for _ in 0..200_000 {
            let value = seeded.word() as i32 >> seeded.below(31);
            let exponent = 1023 + 7 - seeded.below(38) as u64;
            assert_fine(value, f64::from_bits(exponent << 52 | seeded.word() >> 12));
        }
    }

    #[test]
    #[allow(
        clippy::float_arithmetic,
        reason = "fractions whose multiples are halves, or nearly so in doubles"
    )]
    fn halves_that_only_doubles_reach_are_rounded_away() {
        for divisor in 1..3000 {
            for factor in [1.0 / f64::from(divisor), 3.0 / f64::from(divisor), 0.7 / f64::from(divisor)] {
                for step in 0..12 {
                    let half = (f64::from(2 * step + 1) / factor / 2.0) as i32;
                    for value in half - 1..=half + 1 {
                        assert_fine(value, factor);
                        assert_fine(-value, factor);
                    }
                }
            }
        }
    }

    #[test]
    fn ranges_clamp() {
        let range = Range { min: -3, max: 4 };
        assert_eq!([-9, -3, 0, 4, 9].map(|value| range.clamp(value)), [-3, -3, 0, 4, 4]);
    }
}
