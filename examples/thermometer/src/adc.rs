//! From the code of an analog-to-digital converter to millivolts at its pin, in integers.
//!
//! A converter of 12 bits cuts its full scale into 4,096 steps, so a division by a power of two (a shift) turns codes
//! into millivolts: no division routine is linked. Half a step is added first, which rounds to the nearest millivolt.

/// Steps in the full scale of a 12-bit converter, as a power of two.
const RESOLUTION_BITS: u32 = 12;

/// Full scale of the RP2040's converter: its reference is the 3.3 V supply.
const RP2040_FULL_SCALE_MV: u32 = 3300;

/// Full scale of the nRF52's converter with the internal reference of 0.6 V behind a gain of 1/6.
const NRF52_FULL_SCALE_MV: u32 = 3600;

/// Millivolts at the RP2040's ADC pin for a code of its 12-bit converter.
pub const fn rp2040_millivolts(code: u16) -> u16 {
    millivolts(code, RP2040_FULL_SCALE_MV)
}

/// Millivolts at the nRF52's ADC pin for a single-ended 12-bit sample.
///
/// A converter with a small offset returns samples just below zero for a grounded pin: they are 0 mV.
pub const fn nrf52_millivolts(sample: i16) -> u16 {
    if sample < 0 { 0 } else { millivolts(sample as u16, NRF52_FULL_SCALE_MV) }
}

/// The product is at most 65535 · 3600 + 2048, which fits a u32; the quotient at most 57,600, which fits a u16.
const fn millivolts(code: u16, full_scale_mv: u32) -> u16 {
    ((code as u32 * full_scale_mv + (1 << (RESOLUTION_BITS - 1))) >> RESOLUTION_BITS) as u16
}

#[cfg(test)]
mod tests {
    use super::{nrf52_millivolts, rp2040_millivolts};

    #[test]
    fn every_code_is_within_half_a_millivolt() {
        for code in 0..4096u16 {
            let exact = |full_scale: f64| f64::from(code) * full_scale / 4096.0;
            assert!((f64::from(rp2040_millivolts(code)) - exact(3300.0)).abs() <= 0.5, "code {code}");
            let sample = i16::try_from(code).unwrap_or(i16::MAX);
            assert!((f64::from(nrf52_millivolts(sample)) - exact(3600.0)).abs() <= 0.5, "sample {code}");
        }
    }

    #[test]
    fn ends_and_offsets() {
        assert_eq!(rp2040_millivolts(0), 0);
        assert_eq!(rp2040_millivolts(4095), 3299);
        assert_eq!(rp2040_millivolts(u16::MAX), 52_799);
        assert_eq!(nrf52_millivolts(-3), 0);
        assert_eq!(nrf52_millivolts(i16::MIN), 0);
        assert_eq!(nrf52_millivolts(4095), 3599);
    }
}
