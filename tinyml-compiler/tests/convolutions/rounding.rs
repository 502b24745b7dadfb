//! The roundings of the references, from their definitions, in 128 bits.

/// A factor as TFLite's `QuantizeMultiplier` has it: 31 bits, and a power of two.
pub(crate) fn quantized(factor: f64) -> (i128, i32) {
    let (mut fraction, mut exponent) = (factor, 0);
    while fraction >= 1.0 {
        fraction /= 2.0;
        exponent += 1;
    }
    while fraction < 0.5 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let multiplier = (fraction * 2_147_483_648.0).round() as i128;
    if multiplier == 1 << 31 { (1 << 30, exponent + 1) } else { (multiplier, exponent) }
}

/// gemmlowp's two roundings: the high half of a doubled product, then a division by a power of two.
pub(crate) fn twice(sum: i128, factor: f64) -> i128 {
    let (multiplier, exponent) = quantized(factor);
    let product = (sum << exponent.max(0)) * multiplier;
    let nudge = if product >= 0 { 1 << 30 } else { 1 - (1 << 30) };
    away((product + nudge) / (1 << 31), (-exponent).max(0))
}

/// The form for sums of 64 bits: a multiplier of 15 bits, halves up.
pub(crate) fn wide(sum: i128, factor: f64) -> i128 {
    let (multiplier, exponent) = quantized(factor);
    let reduced = if multiplier < 0x7fff_0000 { (multiplier + (1 << 15)) >> 16 } else { 0x7fff };
    let total = 15 - exponent;
    (sum * reduced + (1 << (total - 1))) >> total
}

/// LiteRT's dense layers.
pub(crate) fn once(sum: i128, factor: f64) -> i128 {
    (sum as f64 * factor).round() as i128
}

fn away(value: i128, exponent: i32) -> i128 {
    let half = (1_i128 << exponent) >> 1;
    value.signum() * ((value.abs() + half) >> exponent)
}
