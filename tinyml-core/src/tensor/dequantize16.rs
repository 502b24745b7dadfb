//! From 16 bits to single precision, without an instruction of floating point. (8 bits are a table.)
//!
//! **Source**: `Dequantize` of TensorFlow Lite (`reference/dequantize.h`): the exact product with the scale, rounded once.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "products of 17 and 24 bits, and exponents that the compiler has checked"
)]

use super::{View, ViewMut};

/// Makes floats of 16 bits.
///
/// **Format**: input `i16`, output the bits of `f32`.
/// **Rounding**: to nearest, halves to even, as IEEE 754 does.
/// **Overflow**: the compiler refuses scales by which a result could be infinite or denormal.
/// **Order**: element by element; an output is wider than its input.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dequantize16 {
    /// The input that stands for zero.
    pub zero_point: i32,
    /// The scale's mantissa, 2^23..2^24.
    pub mantissa: u32,
    /// The scale's exponent as it stands in its bits: 1 to 254.
    pub exponent: u8,
}

impl Dequantize16 {
    /// Makes every element a float.
    #[inline(never)]
    pub const fn run(&self, input: View<'_, i16>, output: ViewMut<'_, i32>) {
        let mut index = 0;
        while index < output.len() {
            output.set(index, self.one(input.get(index)));
            index += 1;
        }
    }

    /// The bits of the float for one value.
    pub const fn one(&self, value: i32) -> i32 {
        let value = value - self.zero_point;
        if value == 0 {
            return 0;
        }
        let product = value.unsigned_abs() as u64 * self.mantissa as u64;
        // How many bits there are beyond the 24 of a mantissa: at most 17.
        let surplus = (40 - product.leading_zeros()) & 31;
        let (kept, rest) = ((product >> surplus) as u32, product & ((1 << surplus) - 1));
        let half = (1_u64 << surplus) >> 1;
        let up = rest > half || (rest == half && surplus > 0 && kept & 1 == 1);
        // The first bit of the mantissa and a carry of the rounding count the exponent up.
        let bits = ((self.exponent as u32 + surplus - 1) << 23) + kept + up as u32;
        (bits | if value < 0 { 1 << 31 } else { 0 }) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::super::seeded::Seeded;
    use super::Dequantize16;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "the definition is one in floats")]
    fn it_is_the_product_of_doubles_in_single_precision() {
        let mut seeded = Seeded::new(6);
        for round in 0..200_000 {
            let bits = (seeded.below((237 << 23) - (1 << 23)) + (1 << 23)) as u32;
            let bits = if round % 4 == 0 { bits & 0xff80_0000 } else { bits };
            let (mantissa, exponent) = (bits & 0x7f_ffff | 1 << 23, (bits >> 23) as u8);
            let (value, zero_point) = (seeded.below(65_536) as i32 - 32_768, seeded.below(3) as i32 - 1);
            let expected = (f64::from(f32::from_bits(bits)) * f64::from(value - zero_point)) as f32;
            let found = Dequantize16 { zero_point, mantissa, exponent }.one(value);
            assert_eq!(found, expected.to_bits() as i32, "{value} - {zero_point}, {bits:x}");
        }
    }
}
