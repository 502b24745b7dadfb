//! From ranges of real numbers to scales and zero points.
//!
//! **Source**: the specification of TensorFlow Lite's 8 bits
//! (<https://ai.google.dev/edge/litert/models/quantization_spec>): activations have one scale for a whole tensor and any zero
//! point, weights one for each output channel and none.

use super::measure::Extent;

/// The greatest weight; the least is its negative.
pub(super) const WEIGHT_MAX: f64 = 127.0;
/// What a bias may at most be, so that a sum of products has room beside it in 32 bits.
const BIAS_MAX: f64 = 1_073_741_824.0;

/// Scale and zero point of activations over an extent, which contains zero; `None` beyond single precision.
///
/// Zero is an integer exactly, since padding writes it. What is always zero has a scale of one.
pub(super) fn activation(extent: Extent) -> Option<(f32, i64)> {
    let scale = ((extent.max - extent.min) / 255.0) as f32;
    if !scale.is_finite() {
        return None;
    }
    if scale < f32::MIN_POSITIVE {
        return Some((1.0, 0));
    }
    let zero_point = -128.0 - libm::round(extent.min / f64::from(scale));
    Some((scale, zero_point.clamp(-128.0, 127.0) as i64))
}

/// The integer of 8 bits next to a real number; halves go away from zero.
pub(super) fn quantized(value: f64, (scale, zero_point): (f32, i64)) -> i8 {
    let steps = libm::round(value / f64::from(scale)) + zero_point as f64;
    steps.clamp(-128.0, 127.0) as i8
}

/// The scale of a channel's weights, of which `greatest` is the greatest magnitude, for inputs of some scale.
///
/// A bias is counted in steps of products. Where small weights would make these so fine that the bias does not fit
/// 32 bits, the weights get a coarser scale, as TensorFlow Lite's converter does it. A channel of zeros gets `other`.
pub(super) fn weight(greatest: f64, bias: f64, input: f32, other: f64) -> f32 {
    let fitting = libm::fabs(bias) / (f64::from(input) * BIAS_MAX);
    let own = if greatest > 0.0 { greatest / WEIGHT_MAX } else { other };
    f64::max(own, fitting).max(f64::from(f32::MIN_POSITIVE)) as f32
}

/// A bias in steps of products.
pub(super) fn bias(value: f64, step: f32) -> i32 {
    let steps = libm::round(value / f64::from(step));
    steps.clamp(-2_147_483_648.0, 2_147_483_647.0) as i32
}

#[cfg(test)]
mod tests {
    use super::{activation, bias, quantized, weight};
    use crate::graph::quantize::measure::Extent;

    #[test]
    fn zero_is_exact_and_the_ends_fit() {
        for (min, max) in [(0.0, 1.0), (-1.0, 0.0), (-0.3, 0.7), (-1e-9, 5.0), (-7.0, 1e-9)] {
            let scale = activation(Extent { min, max }).expect("a scale");
            assert_eq!(i64::from(quantized(0.0, scale)), scale.1, "{min} to {max}");
            for end in [min, max] {
                let back = f64::from(scale.0) * (f64::from(quantized(end, scale)) - scale.1 as f64);
                assert!((back - end).abs() <= 0.51 * f64::from(scale.0), "{end} became {back}");
            }
        }
        assert_eq!(activation(Extent::default()), Some((1.0, 0)));
        assert_eq!(activation(Extent { min: 0.0, max: 1e300 }), None);
    }

    #[test]
    fn a_bias_always_has_room() {
        let scale = weight(1e-9, 5.0, 0.01, 1.0);
        assert!(bias(5.0, 0.01 * scale).abs() <= (1 << 30) + 1000);
        assert_eq!(weight(1.27, 0.0, 0.01, 1.0), 0.01);
        assert_eq!(weight(0.0, 0.0, 0.01, 0.25), 0.25);
    }
}
