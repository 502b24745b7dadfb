//! Logistic function and hyperbolic tangent of 16 bits, by straight lines between 256 points.
//!
//! **Source**: `Logistic` and `Tanh` of TensorFlow Lite (`reference/integer_ops/logistic.h`, `reference/integer_ops/tanh.h`), which share a
//! table, since `tanh(x) = 2 sigmoid(2x) - 1`.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "values of 16 bits times a multiplier of 15, and table values of 16 bits times 9"
)]

use super::{View, ViewMut};

/// The logistic function at `i / 24`, less a half, in 16 bits: each point is raised by half of what the chord to the next one lies
/// below the curve in the middle; the last one is the end of the range.
const POINTS: [i16; 256] = [
    0, 683, 1_365, 2_045, 2_725, 3_401, 4_075, 4_745, 5_412, 6_073, 6_730, 7_381, 8_026, 8_664, 9_296, 9_920,
    10_536, 11_144, 11_743, 12_334, 12_915, 13_487, 14_049, 14_601, 15_143, 15_675, 16_196, 16_707, 17_207,
    17_696, 18_174, 18_641, 19_097, 19_543, 19_977, 20_401, 20_813, 21_215, 21_606, 21_987, 22_357, 22_717,
    23_066, 23_406, 23_735, 24_055, 24_365, 24_665, 24_956, 25_239, 25_512, 25_776, 26_032, 26_280, 26_520,
    26_751, 26_975, 27_191, 27_400, 27_602, 27_797, 27_985, 28_167, 28_342, 28_511, 28_673, 28_831, 28_982,
    29_128, 29_268, 29_404, 29_534, 29_660, 29_781, 29_898, 30_010, 30_118, 30_222, 30_322, 30_418, 30_511,
    30_600, 30_686, 30_768, 30_847, 30_923, 30_997, 31_067, 31_135, 31_200, 31_262, 31_322, 31_380, 31_436,
    31_489, 31_540, 31_589, 31_637, 31_682, 31_726, 31_768, 31_808, 31_846, 31_884, 31_919, 31_953, 31_986,
    32_018, 32_048, 32_077, 32_105, 32_132, 32_158, 32_182, 32_206, 32_229, 32_251, 32_271, 32_292, 32_311,
    32_329, 32_347, 32_364, 32_381, 32_396, 32_411, 32_426, 32_440, 32_453, 32_466, 32_478, 32_490, 32_501,
    32_512, 32_523, 32_533, 32_542, 32_551, 32_560, 32_569, 32_577, 32_584, 32_592, 32_599, 32_606, 32_613,
    32_619, 32_625, 32_631, 32_636, 32_642, 32_647, 32_652, 32_657, 32_661, 32_665, 32_670, 32_674, 32_677,
    32_681, 32_685, 32_688, 32_691, 32_694, 32_697, 32_700, 32_703, 32_706, 32_708, 32_711, 32_713, 32_715,
    32_717, 32_720, 32_721, 32_723, 32_725, 32_727, 32_729, 32_730, 32_732, 32_733, 32_735, 32_736, 32_737,
    32_739, 32_740, 32_741, 32_742, 32_743, 32_744, 32_745, 32_746, 32_747, 32_748, 32_749, 32_749, 32_750,
    32_751, 32_752, 32_752, 32_753, 32_754, 32_754, 32_755, 32_755, 32_756, 32_756, 32_757, 32_757, 32_758,
    32_758, 32_758, 32_759, 32_759, 32_760, 32_760, 32_760, 32_761, 32_761, 32_761, 32_761, 32_762, 32_762,
    32_762, 32_762, 32_763, 32_763, 32_763, 32_763, 32_763, 32_764, 32_764, 32_764, 32_764, 32_764, 32_764,
    32_765, 32_765, 32_765, 32_765, 32_765, 32_765, 32_765, 32_765, 32_766, 32_766, 32_766, 32_766, 32_766,
    32_766, 32_766, 32_766, 32_766, 32_766, 32_767,
];

/// The logistic function or the hyperbolic tangent.
///
/// **Format**: input `i16` of any scale with zero point 0, output `i16` in `Q0.15`.
/// **Rounding**: the input is rounded to steps of 1/12288, halves up; the interpolated value once more.
/// **Order**: element by element, each read before it is written: the output may lie over the input.
/// **Panics**: never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sigmoid {
    /// The input's scale over 1/12288, with `shift` bits more; less than 2^15.
    pub multiplier: i32,
    /// At most 31.
    pub shift: u8,
    /// Whether it is the tangent.
    pub tanh: bool,
}

impl Sigmoid {
    /// Computes every element.
    #[inline(never)]
    pub const fn run(&self, input: View<'_, i16>, output: ViewMut<'_, i16>) {
        let mut index = 0;
        while index < output.len() {
            output.set(index, self.one(input.get(index)));
            index += 1;
        }
    }

    /// The output for one value.
    #[inline(always)]
    pub(super) const fn one(&self, value: i32) -> i32 {
        let half = if self.shift == 0 { 0 } else { 1 << (self.shift - 1) };
        let scaled = (value * self.multiplier + half) >> self.shift;
        let size = scaled.wrapping_abs();
        if self.tanh { tangent(scaled < 0, size) } else { logistic(scaled < 0, size) }
    }
}

#[inline(always)]
const fn logistic(is_negative: bool, size: i32) -> i32 {
    let curve = if size >> 9 >= 255 { 0x7fff << 10 } else { interpolated(size, 9) };
    let curve = if is_negative { (1 << 25) - curve + (1 << 9) - 1 } else { curve + (1 << 9) };
    curve >> 10
}

#[inline(always)]
const fn tangent(is_negative: bool, size: i32) -> i32 {
    let curve = if size >> 8 >= 255 { 0xffff << 8 } else { interpolated(size, 8) };
    let curve = curve - (1 << 23);
    let curve = if is_negative { (1 << 7) - 1 - curve } else { curve + (1 << 7) };
    curve >> 8
}

/// The value at `size` in steps of `2^-bits` of a point, with so many bits more than a point has.
#[inline(always)]
const fn interpolated(size: i32, bits: u32) -> i32 {
    let points = View::of(&POINTS);
    #[allow(clippy::as_conversions, reason = "not negative, and a small index")]
    let index = (size >> bits) as usize;
    let (here, next) = (points.get(index), points.get(index + 1));
    ((here + (1 << 15)) << bits) + (size & ((1 << bits) - 1)) * (next - here)
}

#[cfg(test)]
mod tests {
    use super::Sigmoid;

    #[test]
    fn both_are_within_two_steps_of_the_curves() {
        for (multiplier, shift) in [(3, 0), (6, 0), (20_000, 12), (32_767, 15), (17_000, 14)] {
            let scale = f64::from(multiplier) / f64::from(1 << shift) / 12_288.0;
            for value in -32_768..=32_767 {
                let of = |tanh| f64::from(Sigmoid { multiplier, shift, tanh }.one(value));
                // The logistic function of twice as much gives the tangent, and both have 15 bits.
                let logistic = |x: f64| 32_768.0 / (1.0 + exponential(-x));
                let x = f64::from(value) * scale;
                assert!((of(false) - logistic(x)).abs() < 2.0, "{value} of {multiplier} by {shift}");
                assert!((of(true) - (2.0 * logistic(2.0 * x) - 32_768.0)).abs() < 3.0, "{value}");
            }
        }
    }

    /// By squaring what a short series gives near zero: the core has no library of functions.
    #[expect(clippy::float_arithmetic, reason = "an oracle in real numbers")]
    fn exponential(x: f64) -> f64 {
        let near = x / 1024.0;
        let mut power = 1.0 + near * (1.0 + near / 2.0 * (1.0 + near / 3.0 * (1.0 + near / 4.0)));
        for _ in 0..10 {
            power *= power;
        }
        power
    }
}
