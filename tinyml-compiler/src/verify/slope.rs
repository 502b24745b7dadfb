//! How steep an activation is over a range, and straight lines that hold it.
//!
//! Every activation of a single sum is continuous and rises: what it makes of a difference is that difference times a slope
//! between its least and its greatest.

use super::affine::Map;
use crate::network::Activation;

/// Room for the rounding of `f64` in a handful of operations, in parts of what enters them.
pub(super) const ROUNDING: f64 = 1.0 / (1_u64 << 46) as f64;

/// Least and greatest slope over a range.
pub(super) fn slopes(activation: Activation, (low, high): (f64, f64)) -> (f64, f64) {
    // Straight lines: one slope below a kink, one above another, and 1 between them.
    let between = |below: f64, from: f64, above: f64, to: f64| {
        let (left, right) = (low < from, high > to);
        let middle = high > from && low < to || !(left || right);
        let met = [(left, below), (middle, 1.0), (right, above)];
        let slopes = met.into_iter().filter(|(met, _)| *met).map(|(_, slope)| slope);
        slopes.fold((f64::INFINITY, f64::NEG_INFINITY), |all, slope| (all.0.min(slope), all.1.max(slope)))
    };
    match activation {
        Activation::None | Activation::Argmax | Activation::Softmax => (1.0, 1.0),
        Activation::Relu => between(0.0, 0.0, 1.0, f64::INFINITY),
        Activation::LeakyRelu { slope } => between(slope, 0.0, 1.0, f64::INFINITY),
        Activation::Clamp { min, max } => between(0.0, min, 0.0, max),
        Activation::Tanh => bell((low, high), |z| {
            let value = libm::tanh(z);
            1.0 - value * value
        }),
        Activation::Sigmoid => bell((low, high), |z| {
            let value = 1.0 / (1.0 + libm::exp(-z));
            value * (1.0 - value)
        }),
    }
}

/// The range of a derivative that is greatest at zero and falls on both sides.
fn bell((low, high): (f64, f64), slope: impl Fn(f64) -> f64) -> (f64, f64) {
    let nearest = if low > 0.0 { low } else { high.min(0.0) };
    let least = slope(low).min(slope(high)) - ROUNDING;
    (least.max(0.0), slope(nearest) + ROUNDING)
}

/// The activation of a sum within a range: a line with the noise that makes it hold.
pub(super) fn line(activation: Activation, (low, high): (f64, f64)) -> Map {
    let (at_low, at_high) = (activation.scalar(low), activation.scalar(high));
    let (least, greatest) = slopes(activation, (low, high));
    let rounding = ROUNDING * (low.abs() + high.abs() + at_low.abs() + at_high.abs());
    let convex = matches!(activation, Activation::Relu | Activation::LeakyRelu { .. });
    let (slope, offset, noise) = if convex && least < greatest && high > low {
        // The chord lies above the kink at zero, which is the farthest from it.
        let slope = (at_high - at_low) / (high - low);
        let gap = at_high - slope * high;
        (slope, 0.5 * gap, 0.5 * gap.abs())
    } else {
        // What is left beside the least slope rises, so its ends are its range.
        let (from, to) = (at_low - least * low, at_high - least * high);
        let noise = if least == greatest { 0.0 } else { 0.5 * (to - from).max(0.0) };
        (least, 0.5 * (from + to), noise)
    };
    let noise = if noise == 0.0 && exact(activation) { 0.0 } else { noise + rounding };
    Map { slope, offset, noise, range: (at_low - rounding, at_high + rounding) }
}

/// Whether a line of slope 0 or 1 is what the activation computes, without rounding.
fn exact(activation: Activation) -> bool {
    match activation {
        Activation::None | Activation::Argmax | Activation::Relu => true,
        Activation::Softmax
        | Activation::LeakyRelu { .. }
        | Activation::Clamp { .. }
        | Activation::Tanh
        | Activation::Sigmoid => false,
    }
}

/// Two sums in their ranges, and the range of the second less the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums {
    pub float: (f64, f64),
    pub integer: (f64, f64),
    pub difference: (f64, f64),
}

/// What the activation makes of a difference between two sums; `own` is how far the operator can be from the activation.
///
/// The difference times a slope between the least and the greatest over both sums: a line through zero with the mean of them,
/// after Paulsen et al., "ReluDiff: differential verification of deep neural networks" (2020) and its successors, which
/// keep the difference itself instead of two outputs. Where both activations say more, they hold.
pub(super) fn difference(activation: Activation, sums: &Sums, own: f64) -> Map {
    let Sums { float, integer, difference: (low, high) } = *sums;
    let (least, greatest) = slopes(activation, (float.0.min(integer.0), float.1.max(integer.1)));
    let at = |sum: f64| activation.scalar(sum);
    let farthest = low.abs().max(high.abs());
    let steep = ((least * low).min(greatest * low), (least * high).max(greatest * high));
    let apart = (at(integer.0) - at(float.1), at(integer.1) - at(float.0));
    let (from, to) = (steep.0.max(apart.0), steep.1.min(apart.1));
    let rounding = if least == greatest && exact(activation) {
        0.0
    } else {
        ROUNDING * (farthest + at(float.0).abs() + at(float.1).abs())
    };
    let noise = 0.5 * (greatest - least) * farthest;
    let flat = 0.5 * (to - from).max(0.0);
    let own = own + rounding;
    let range = (from - own, to + own);
    if flat < noise {
        return Map { slope: 0.0, offset: 0.5 * (from + to), noise: flat + own, range };
    }
    Map { slope: 0.5 * (least + greatest), offset: 0.0, noise: noise + own, range }
}

#[cfg(test)]
mod tests {
    use super::{Sums, difference, line, slopes};
    use crate::network::Activation;

    const ALL: [Activation; 7] = [
        Activation::None,
        Activation::Relu,
        Activation::LeakyRelu { slope: 0.1 },
        Activation::Clamp { min: -0.5, max: 1.5 },
        Activation::Clamp { min: 0.25, max: 6.0 },
        Activation::Tanh,
        Activation::Sigmoid,
    ];

    const RANGES: [(f64, f64); 7] =
        [(-3.0, 2.0), (-1.0, -0.25), (0.5, 4.0), (-0.01, 7.0), (0.0, 0.0), (-9.0, 0.001), (1.5, 1.75)];

    fn within((low, high): (f64, f64), parts: i32) -> impl Iterator<Item = f64> {
        (0..=parts).map(move |part| low + (high - low) * f64::from(part) / f64::from(parts))
    }

    #[test]
    fn lines_hold_their_activation() {
        for activation in ALL {
            for range in RANGES {
                let map = line(activation, range);
                for z in within(range, 200) {
                    let value = activation.scalar(z);
                    let off = (value - map.slope * z - map.offset).abs();
                    assert!(off <= map.noise + 1e-15, "{activation:?} over {range:?} at {z}: {off} {map:?}");
                    assert!(map.range.0 <= value && value <= map.range.1, "{activation:?} over {range:?}");
                }
            }
        }
    }

    #[test]
    fn slopes_hold_every_chord() {
        for activation in ALL {
            for range in RANGES {
                let (least, greatest) = slopes(activation, range);
                let points: Vec<f64> = within(range, 60).collect();
                for pair in points.windows(2).filter(|pair| pair[1] > pair[0]) {
                    let rise = activation.scalar(pair[1]) - activation.scalar(pair[0]);
                    let slope = rise / (pair[1] - pair[0]);
                    assert!(
                        slope >= least - 1e-9 && slope <= greatest + 1e-9,
                        "{activation:?} over {range:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn differences_are_held() {
        for activation in ALL {
            for float in RANGES {
                for apart in [(-0.1, 0.1), (-0.02, 0.3), (0.05, 0.06), (-1.0, -0.5), (0.0, 0.0)] {
                    let integer = (float.0 + apart.0, float.1 + apart.1);
                    let map = difference(activation, &Sums { float, integer, difference: apart }, 0.0);
                    for z in within(float, 60) {
                        for e in within(apart, 12) {
                            let off = activation.scalar(z + e) - activation.scalar(z);
                            let line = (off - map.slope * e - map.offset).abs();
                            assert!(line <= map.noise + 1e-12, "{activation:?} {float:?} {apart:?}: {z} {e}");
                            assert!(
                                map.range.0 - 1e-12 <= off && off <= map.range.1 + 1e-12,
                                "{activation:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn an_open_relu_passes_differences_on() {
        let sums = Sums { float: (1.0, 2.0), integer: (0.9, 2.1), difference: (-0.1, 0.1) };
        let map = difference(Activation::Relu, &sums, 0.0);
        assert_eq!((map.slope, map.offset, map.noise), (1.0, 0.0, 0.0));
        let sums = Sums { float: (-2.0, -1.0), integer: (-2.1, -0.9), ..sums };
        assert_eq!(difference(Activation::Relu, &sums, 0.0).range, (0.0, 0.0));
    }
}
