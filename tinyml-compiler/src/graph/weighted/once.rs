//! The factors of dense layers as LiteRT multiplies with them: 53 bits, rounded once.
//!
//! The reference computes `round(sum * factor)` in doubles; the core does the same in integers, see
//! [`Multiplier::apply_fine`]. So nothing has to be searched for, and nothing is left to the weights.
//!
//! **Source**: `FullyConnected` and `FullyConnectedPerChannel` with scales in LiteRT's `reference/integer_ops/fully_connected.h`.

use tinyml_core::tensor::Multiplier;

/// A factor below 2^31, with the 22 bits that its multiplier does not hold. Products of those below 2^-32 are all zero.
pub(super) fn fine(factor: f64) -> (Multiplier, i32) {
    let (fraction, exponent) = libm::frexp(factor);
    // Exact: a fraction of a double has 53 bits.
    let bits = (fraction * 9_007_199_254_740_992.0) as i64;
    let (multiplier, low) = ((bits >> 22) as i32, (bits & 0x3f_ffff) as i32);
    match u8::try_from(exponent) {
        Ok(left) => (Multiplier { multiplier, left, right: 0 }, low),
        Err(_) if exponent < -31 => (Multiplier { multiplier: 0, left: 0, right: 0 }, 0),
        Err(_) => (Multiplier { multiplier, left: 0, right: exponent.unsigned_abs() as u8 }, low),
    }
}

#[cfg(test)]
mod tests {
    use super::fine;

    #[test]
    fn factors_are_kept_whole() {
        let mut factor = 2.4e-10;
        while factor < 1e9 {
            let (of, low) = fine(factor);
            let bits = (i64::from(of.multiplier) << 22) | i64::from(low);
            let exponent = i32::from(of.left) - i32::from(of.right) - 53;
            assert_eq!(libm::ldexp(bits as f64, exponent), factor);
            let sum = (100.3 / factor) as i32;
            if sum < i32::MAX {
                assert_eq!(
                    of.apply_fine(sum, low),
                    libm::round(f64::from(sum) * factor) as i32,
                    "{sum} * {factor:e}"
                );
            }
            factor *= 1.093;
        }
        let (of, low) = fine(1e-12);
        assert_eq!((of.multiplier, of.apply_fine(i32::MAX, low)), (0, 0));
    }
}
