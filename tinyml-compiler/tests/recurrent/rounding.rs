//! The classic rescaling by its definition.

use tinyml_compiler::graph::scale::quantize_multiplier;
use tinyml_core::tensor::Multiplier;

/// A factor that is known to be in range.
pub(crate) fn multiplier(factor: f64) -> Multiplier {
    quantize_multiplier(factor).expect("a factor in range")
}

/// A sum times a factor: nearest of the product's upper half, then nearest of a division; halves as gemmlowp rounds them.
pub(crate) fn rescaled(sum: i128, by: Multiplier) -> i128 {
    let product = (sum << by.left) * i128::from(by.multiplier);
    let nudge = if product >= 0 { 1 << 30 } else { 1 - (1 << 30) };
    let high = (product + nudge) / (1 << 31);
    let (floor, rest) = (high >> by.right, high & ((1 << by.right) - 1));
    let threshold = (((1 << by.right) - 1) >> 1) + i128::from(high < 0);
    floor + i128::from(rest > threshold)
}

/// A sum of 64 bits times a factor of 15 bits.
pub(crate) fn rescaled_wide(sum: i128, by: Multiplier) -> i128 {
    let reduced = if by.multiplier < 0x7fff_0000 { (by.multiplier + (1 << 15)) >> 16 } else { 0x7fff };
    let total = 15 - i32::from(by.left) + i32::from(by.right);
    (sum * i128::from(reduced) + (1 << (total - 1))) >> total
}

/// The nearest value of a type.
pub(crate) fn saturated(value: i128, bits: u32) -> i128 {
    value.clamp(-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
}
