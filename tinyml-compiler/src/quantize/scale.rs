//! From a real factor to the integers of a [`Scale`].
//!
//! See [`Scale`] for the arithmetic. What rounds to nearest is part of the bias, and so is found here too.

use tinyml_core::Scale;

/// The greatest value that may stand before the multiplication: 16 bits.
const BEFORE_MAX: i64 = 65_535;

/// A scale, and what the bias needs for rounding to nearest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rounded {
    /// The integers.
    pub scale: Scale,
    /// To be added to the bias, in units of the acc.
    pub bias: i32,
}

/// The scale nearest to `factor` for sums of at most `bound` in magnitude.
///
/// `None` if results would be finer than 16 bits of the acc can show: `factor * 2^pre` is beyond 15 bits then.
pub(super) fn rounded(factor: f64, bound: i64) -> Option<Rounded> {
    if factor * (bound as f64) < 0.5 {
        // The nearest result is zero for every sum; half a step would not fit the acc.
        return Some(Rounded { scale: Scale::new(0, 0, 0), bias: 0 });
    }
    // The rounding term itself may need one more step of the shift.
    let first = scale(factor, bound)?;
    let bias = half(factor, first.pre);
    let second = scale(factor, bound + i64::from(bias))?;
    Some(Rounded { scale: second, bias: half(factor, second.pre) })
}

/// The same for a factor that may be too large: a unit of the acc then takes results as far as it can. For what clamps the
/// results, so that all beyond is the same.
pub(super) fn saturated(factor: f64, bound: i64) -> Option<Rounded> {
    rounded(factor, bound).or_else(|| rounded(factor.min(1.0 / finest_factor(bound)), bound))
}

/// The finest step of a result, in units of the acc, for which there is a scale.
pub(super) fn finest_factor(bound: i64) -> f64 {
    // One bit is left for the rounding term, which may need a step more of the shift.
    pre(bound).map_or(f64::INFINITY, |pre| f64::from(1_u32 << pre) / 16_383.0)
}

fn pre(bound: i64) -> Option<u8> {
    (0..=31_u8).find(|&pre| bound >> pre < BEFORE_MAX)
}

fn scale(factor: f64, bound: i64) -> Option<Scale> {
    let pre = pre(bound)?;
    let rest = factor * f64::from(1_u32 << pre);
    let fits = |post: &u8| (rest * f64::from(1_u32 << post)).round() <= 32_767.0;
    let post = (0..=31_u8).rev().find(fits)?;
    Some(Scale::new((rest * f64::from(1_u32 << post)).round() as i16, pre, post))
}

/// Half a step of the result, and half of what `pre` drops, in units of the acc.
fn half(factor: f64, pre: u8) -> i32 {
    let step = 0.5 / factor;
    let dropped = if pre == 0 { 0.0 } else { f64::from(1_u32 << (pre - 1)) };
    // A step of the result can be no more than twice the bound here, of which the acc has no room for half.
    (step + dropped).round().min(f64::from(1 << 29)) as i32
}

#[cfg(test)]
mod tests {
    use super::{finest_factor, rounded, saturated};

    #[test]
    fn results_are_nearest_to_within_a_step_of_the_shift() {
        for (factor, bound) in [(0.01, 1_000_000), (3.7e-5, 40_000_000), (0.9, 30_000), (1e-7, 2_000_000_000)]
        {
            let found = rounded(factor, bound).expect("representable");
            let mut worst: f64 = 0.0;
            for step in -1000..=1000_i64 {
                let acc = (bound * step / 1000) as i32;
                let got = found.scale.apply(acc.saturating_add(found.bias));
                worst = worst.max((f64::from(got) - f64::from(acc) * factor).abs());
            }
            let allowed =
                0.51 + factor * f64::from(1_u32 << found.scale.pre) + bound as f64 * factor / 32_768.0;
            assert!(worst <= allowed, "{factor}: {worst} > {allowed}");
        }
    }

    #[test]
    fn a_factor_beyond_fifteen_bits_is_refused() {
        assert_eq!(rounded(40_000.0, 100), None);
    }

    #[test]
    fn products_fit_for_every_sum_within_the_bound() {
        for bits in 0..31 {
            for bound in [(1_i64 << bits) - 1, 1 << bits, (1 << bits) + 1] {
                for exponent in -40..16 {
                    let Some(found) = rounded(libm::exp2(f64::from(exponent)) * 1.0001, bound) else {
                        continue;
                    };
                    let before = (bound + i64::from(found.bias)) >> found.scale.pre;
                    assert!(
                        (before + 1) * i64::from(found.scale.multiplier) <= i64::from(i32::MAX),
                        "{found:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_result_that_is_always_nearest_to_zero_is_zero() {
        let found = rounded(1e-10, 1_000_000_000).expect("representable");
        assert_eq!([i32::MIN, -1, 0, i32::MAX].map(|acc| found.scale.apply(acc)), [0; 4]);
    }

    #[test]
    fn a_factor_that_is_too_large_saturates() {
        for bound in [1, 100, 1 << 20] {
            let found = saturated(1e30, bound).expect("a scale");
            let reached = f64::from(found.scale.apply(bound as i32));
            assert!(reached >= bound as f64 / finest_factor(bound) * 0.99, "{reached} of {bound}");
        }
        assert_eq!(saturated(0.5, 100), rounded(0.5, 100));
    }
}
