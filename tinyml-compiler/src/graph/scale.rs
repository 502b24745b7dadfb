//! From real scales to the integers of the reference: multipliers, and the ranges of fused activations.
//!
//! The formulas are those of TensorFlow Lite, in the precision that it computes them in: a scale that is rounded elsewhere gives
//! another multiplier, and another bit now and then. What the chip does with the integers is [`tinyml_core::tensor::Multiplier`].

use tinyml_core::tensor::{Multiplier, Range};

use crate::graph::ElementType;
use crate::tflite::Fused;

/// A real factor as multiplier and shift; `None` where it is negative, not finite, or beyond 2^30.
///
/// Factors below 2^-32 become zero.
///
/// **Source**: `QuantizeMultiplier` of TensorFlow Lite (`quantization_util.cc`), without its single rounding.
pub fn quantize_multiplier(factor: f64) -> Option<Multiplier> {
    if !factor.is_finite() || factor < 0.0 {
        return None;
    }
    let (fraction, mut exponent) = libm::frexp(factor);
    let mut multiplier = libm::round(fraction * 2_147_483_648.0) as i64;
    if multiplier == 1 << 31 {
        multiplier >>= 1;
        exponent += 1;
    }
    if multiplier == 0 || exponent < -31 {
        return Some(Multiplier { multiplier: 0, left: 0, right: 0 });
    }
    let multiplier = i32::try_from(multiplier).ok()?;
    match u8::try_from(exponent) {
        Ok(left) => (left <= 30).then_some(Multiplier { multiplier, left, right: 0 }),
        Err(_) => Some(Multiplier { multiplier, left: 0, right: u8::try_from(-exponent).ok()? }),
    }
}

/// The least and greatest value of an integer type; `None` of types that are not computed with.
pub fn type_range(element: ElementType) -> Option<Range> {
    match element {
        ElementType::I4 => Some(Range { min: -8, max: 7 }),
        ElementType::I8 => Some(Range { min: -128, max: 127 }),
        ElementType::U8 => Some(Range { min: 0, max: 255 }),
        ElementType::I16 => Some(Range { min: -32_768, max: 32_767 }),
        ElementType::I32 => Some(Range { min: i32::MIN, max: i32::MAX }),
        ElementType::I64 | ElementType::F32 | ElementType::Bool => None,
    }
}

/// What a fused activation leaves of an output's range, in the output's quantisation.
///
/// `None` where the type has no range, or a bound is beyond 32 bits.
///
/// **Source**: `CalculateActivationRangeQuantized` of TensorFlow Lite (`kernel_util.cc`), in single precision as there.
pub fn activation_range(fused: Fused, element: ElementType, scale: f32, zero_point: i64) -> Option<Range> {
    let whole = type_range(element)?;
    let quantized = |real: f32| {
        let steps = libm::roundf(real / scale);
        // Every float in between is an integer that an `i64` holds, so the cast is exact.
        let is_small = (-2_147_483_648.0..2_147_483_648.0).contains(&steps);
        i32::try_from(zero_point + if is_small { steps as i64 } else { i64::MAX / 2 }).ok()
    };
    let from = |real: f32| quantized(real).map(|value| whole.min.max(value));
    let to = |real: f32| quantized(real).map(|value| whole.max.min(value));
    match fused {
        Fused::None => Some(whole),
        Fused::Relu => Some(Range { min: from(0.0)?, max: whole.max }),
        Fused::ReluN1To1 => Some(Range { min: from(-1.0)?, max: to(1.0)? }),
        Fused::Relu6 => Some(Range { min: from(0.0)?, max: to(6.0)? }),
    }
}

#[cfg(test)]
mod tests {
    use tinyml_core::tensor::{Multiplier, Range};

    use super::{activation_range, quantize_multiplier};
    use crate::graph::ElementType;
    use crate::tflite::Fused;

    #[test]
    fn multipliers_keep_31_bits() {
        let of = |factor| quantize_multiplier(factor).map(|one| (one.multiplier, one.left, one.right));
        assert_eq!(of(0.5), Some((1 << 30, 0, 0)));
        assert_eq!(of(1.0), Some((1 << 30, 1, 0)));
        assert_eq!(of(0.002), Some((1_099_511_628, 0, 8)));
        assert_eq!(of(0.0), Some((0, 0, 0)));
        assert_eq!(of(1.0 - 1e-12), Some((1 << 30, 1, 0)), "rounded up to the next power of two");
        assert_eq!(of(1.0 / 4_294_967_296.0), Some((1 << 30, 0, 31)));
        assert_eq!(of(0.4 / 4_294_967_296.0), Some((0, 0, 0)), "too small to matter");
        assert_eq!(of(1_073_741_823.0).map(|(_, left, _)| left), Some(30));
        assert_eq!([of(1_073_741_824.0), of(-0.1), of(f64::NAN), of(f64::INFINITY)], [None; 4]);
    }

    #[test]
    fn a_multiplier_stands_for_its_factor() {
        let mut factor = 1e-9;
        while factor < 1e9 {
            let Some(Multiplier { multiplier, left, right }) = quantize_multiplier(factor) else {
                panic!("{factor} is in range")
            };
            let real = f64::from(multiplier) * libm::exp2(f64::from(left) - f64::from(right) - 31.0);
            assert!((real / factor - 1.0).abs() <= 1.0 / 1_073_741_824.0, "{factor}");
            factor *= 1.37;
        }
    }

    #[test]
    fn activations_clip_the_type() {
        let of = |fused, zero_point| activation_range(fused, ElementType::I8, 0.05, zero_point);
        assert_eq!(of(Fused::None, 3), Some(Range { min: -128, max: 127 }));
        assert_eq!(of(Fused::Relu, -128), Some(Range { min: -128, max: 127 }));
        assert_eq!(of(Fused::Relu6, -50), Some(Range { min: -50, max: 70 }));
        assert_eq!(of(Fused::ReluN1To1, 120), Some(Range { min: 100, max: 127 }));
        let wide = activation_range(Fused::Relu, ElementType::I16, 0.001, 0);
        assert_eq!(wide, Some(Range { min: 0, max: 32_767 }));
        assert_eq!(activation_range(Fused::Relu6, ElementType::I8, 1e-20, 0), None);
    }
}
