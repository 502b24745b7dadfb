//! From single precision to integers, without an instruction of floating point.
//!
//! **Source**: `AffineQuantize` of TensorFlow Lite (`reference/quantize.h`): the quotient in single precision, rounded to nearest with
//! halves away from zero, and the zero point. The quotient is computed here as IEEE 754 defines it, bit by bit.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "mantissas of 24 bits, and exponents of 8"
)]

use super::{Element, Range, View, ViewMut};

/// Bits behind the point of a mantissa.
const FRACTION: i32 = 23;

/// Quantises floats.
///
/// **Format**: input the bits of `f32`, output of 8 or 16 bits.
/// **Rounding**: twice, as the reference does: the quotient to 24 bits, halves to even; then to an integer, halves away from zero.
/// **Overflow**: what is beyond the output's range, infinities included, is its end; NaN is the zero point. The reference leaves
/// NaN and whatever is beyond 32 bits undefined.
/// **Order**: element by element, each read before it is written: the output may lie over the input.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantizeFloat {
    /// The scale's mantissa, 2^23..2^24.
    pub mantissa: u32,
    /// The scale is the mantissa times two to this power.
    pub exponent: i32,
    /// The output that stands for zero.
    pub zero_point: i32,
    /// What the output's type holds.
    pub range: Range,
}

impl QuantizeFloat {
    /// Quantises every element.
    #[inline(never)]
    pub const fn run<O: Element>(&self, input: View<'_, i32>, output: ViewMut<'_, O>) {
        let mut index = 0;
        while index < output.len() {
            output.set(index, self.one(input.get(index)));
            index += 1;
        }
    }

    /// The output for the bits of a float.
    pub const fn one(&self, bits: i32) -> i32 {
        let size = bits as u32 & 0x7fff_ffff;
        if size > 0x7f80_0000 {
            return self.zero_point;
        }
        let steps = if size == 0x7f80_0000 { i32::MAX >> 1 } else { self.steps(size) };
        let steps = if bits < 0 { -steps } else { steps };
        self.range.clamp(steps + self.zero_point)
    }

    /// How many steps the size of a float is, up to some 2^30.
    const fn steps(&self, size: u32) -> i32 {
        if size == 0 {
            return 0;
        }
        let (mut rest, mut exponent) = parts(size);
        exponent -= self.exponent;
        if rest < self.mantissa {
            rest <<= 1;
            exponent -= 1;
        }
        // Long division to 24 bits, of which the first is one.
        let (mut quotient, mut bit) = (0_u32, 0);
        while bit <= FRACTION {
            quotient <<= 1;
            if rest >= self.mantissa {
                rest -= self.mantissa;
                quotient |= 1;
            }
            rest <<= 1;
            bit += 1;
        }
        if rest > self.mantissa || (rest == self.mantissa && quotient & 1 == 1) {
            quotient += 1;
        }
        rounded(quotient, FRACTION - exponent)
    }
}

/// Mantissa with its first bit, and exponent, of a finite float other than zero.
const fn parts(size: u32) -> (u32, i32) {
    let (biased, fraction) = (size >> FRACTION, size & 0x7f_ffff);
    if biased == 0 {
        let missing = fraction.leading_zeros() - 8;
        return (fraction << missing, -149 - missing as i32);
    }
    (fraction | 1 << FRACTION, biased as i32 - 150)
}

/// `quotient / 2^shift` to the nearest integer, halves up.
const fn rounded(quotient: u32, shift: i32) -> i32 {
    if shift <= 0 {
        i32::MAX >> 1
    } else if shift > 25 {
        0
    } else {
        ((quotient + (1 << (shift - 1))) >> shift) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::super::seeded::Seeded;
    use super::{QuantizeFloat, Range, parts};

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "the definition is one in floats")]
    fn it_is_the_quotient_of_floats() {
        let mut seeded = Seeded::new(5);
        let range = Range { min: -32_768, max: 32_767 };
        for _ in 0..200_000 {
            let scale = f32::from_bits((seeded.below(0x7f80_0000 - 1) + 1) as u32);
            let near = (seeded.below(1 << 18) as f32 - 131_072.0) * 0.5 * scale;
            let bits = match seeded.below(3) {
                0 => seeded.word() as u32,
                _ => near.to_bits().wrapping_add(seeded.below(5) as u32).wrapping_sub(2),
            };
            let (mantissa, exponent) = parts(scale.to_bits());
            let kernel = QuantizeFloat { mantissa, exponent, zero_point: -3, range };
            let quotient = f32::from_bits(bits) / scale;
            let steps = f64::from(quotient).abs() + 0.5;
            let steps = if steps < 1e6 { steps as i32 } else { 1_000_000 };
            let steps = if quotient < 0.0 { -steps } else { steps };
            let expected = if quotient.is_nan() { -3 } else { range.clamp(steps - 3) };
            assert_eq!(kernel.one(bits as i32), expected, "{:e} / {scale:e}", f32::from_bits(bits));
        }
    }
}
