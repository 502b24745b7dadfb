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
    // The rounding term itself may need one more step of the shift.
    let first = scale(factor, bound)?;
    let bias = half(factor, first.pre);
    let second = scale(factor, bound + i64::from(bias))?;
    Some(Rounded {
        scale: second,
        bias: half(factor, second.pre),
    })
}

fn scale(factor: f64, bound: i64) -> Option<Scale> {
    let pre = (0..=31_u8).find(|&pre| bound >> pre < BEFORE_MAX)?;
    let rest = factor * f64::from(1_u32 << pre);
    let fits = |post: &u8| (rest * f64::from(1_u32 << post)).round() <= 32_767.0;
    let post = (0..=31_u8).rev().find(fits)?;
    Some(Scale::new(
        (rest * f64::from(1_u32 << post)).round() as i16,
        pre,
        post,
    ))
}

/// Half a step of the result, and half of what `pre` drops, in units of the acc.
fn half(factor: f64, pre: u8) -> i32 {
    let step = 0.5 / factor;
    let dropped = if pre == 0 {
        0.0
    } else {
        f64::from(1_u32 << (pre - 1))
    };
    if step > f64::from(1 << 29) {
        0
    } else {
        (step + dropped).round() as i32
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn results_are_nearest_to_within_a_step_of_the_shift() {
        for (factor, bound) in [
            (0.01, 1_000_000),
            (3.7e-5, 40_000_000),
            (0.9, 30_000),
            (1e-7, 2_000_000_000),
        ] {
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
}
