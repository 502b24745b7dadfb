//! What a network is to learn from its teacher: targets on a grid of raw inputs, in normalised units, and how much each counts.
//!
//! The teacher counts fully where it speaks, and little on its straight tails, less the further out. Targets stay within the
//! declared range of the output. The grid is of raw inputs, so that an integer network can be asked at the same places.

use tinyml_compiler::network::{Input, Output};

use super::teacher::{Teacher, mean, variance};
use crate::description::Monotone;

/// What each tail counts, in parts of what the inside counts.
const TAIL: f64 = 0.01;
/// Part of the teacher's least slope that the network has to keep everywhere.
const STEEPEST: f64 = 0.5;

/// Mean and deviation of what enters and of what comes out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Normal {
    /// Subtracted.
    pub(crate) mean: f64,
    /// Divided by.
    pub(crate) std: f64,
}

/// Targets on a grid.
#[derive(Debug, Clone)]
pub(crate) struct Goal {
    /// Raw inputs, rising.
    pub(crate) raw: Vec<i32>,
    /// The same as the network sees them.
    pub(crate) x: Vec<f64>,
    /// What should come out, normalised.
    pub(crate) target: Vec<f64>,
    /// What each counts; sums to one.
    pub(crate) emphasis: Vec<f64>,
    /// Bounds of the output, normalised.
    pub(crate) bounds: (f64, f64),
    /// Which way the output must go, and the least slope that is asked for.
    pub(crate) direction: Option<(Monotone, f64)>,
    /// Of the input.
    pub(crate) entering: Normal,
    /// Of the output.
    pub(crate) leaving: Normal,
}

impl Normal {
    /// Of values; four digits do, and read better in a file.
    pub(crate) fn of(values: &[f64]) -> Self {
        let std = four_digits(variance(values).sqrt());
        Self { mean: four_digits(mean(values)), std: if std > 0.0 { std } else { 1.0 } }
    }

    fn enter(self, value: f64) -> f64 {
        (value - self.mean) / self.std
    }
}

fn four_digits(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

impl Goal {
    /// The goal for a network with `units` hidden units: more of them see more places.
    pub(crate) fn of(
        teacher: &Teacher,
        (input, output): (&Input, &Output),
        (entering, leaving): (Normal, Normal),
        direction: Option<Monotone>,
        units: usize,
    ) -> Self {
        let (raw, inside) = grid(teacher.range(), input, 64 + 12 * units.min(64));
        let real: Vec<f64> = raw.iter().map(|&raw| f64::from(raw) * input.scale).collect();
        let x: Vec<f64> = real.iter().map(|&real| entering.enter(real)).collect();
        let target = real.iter().map(|&x| leaving.enter(output.bounded(teacher.value(x)))).collect();
        let bounds = [output.min, output.max].map(|raw| leaving.enter(raw as f64 * output.scale));
        let emphasis = emphasis(&raw, inside);
        let bounds = (bounds[0], bounds[1]);
        let mut goal = Self { raw, x, target, emphasis, bounds, direction: None, entering, leaving };
        goal.direction = direction.map(|direction| (direction, goal.least_slope(direction)));
        goal
    }

    fn least_slope(&self, direction: Monotone) -> f64 {
        let slopes = self.slopes().into_iter().map(|slope| direction.sign() * slope);
        STEEPEST * slopes.fold(f64::INFINITY, f64::min).max(0.0)
    }

    fn slopes(&self) -> Vec<f64> {
        let pairs = self.x.windows(2).zip(self.target.windows(2));
        pairs.map(|(x, target)| (target[1] - target[0]) / (x[1] - x[0])).collect()
    }

    /// Where straight pieces should meet: quantiles of the integral of the root of the second derivative, which is best in the
    /// limit of many pieces (de Boor, "Good approximation by splines with variable knots", 1973).
    ///
    /// `jitter` moves each by a part of its share.
    pub(crate) fn kinks(&self, count: usize, mut jitter: impl FnMut() -> f64) -> Vec<f64> {
        let slopes = self.slopes();
        let mut bend = vec![0.0; self.x.len()];
        for at in 1..slopes.len() {
            bend[at] = (slopes[at] - slopes[at - 1]).abs() / (0.5 * (self.x[at + 1] - self.x[at - 1]));
        }
        let floor = 1e-3 * bend.iter().copied().fold(0.0, f64::max).sqrt() + f64::MIN_POSITIVE.sqrt();
        let mut sums = vec![0.0; self.x.len()];
        for at in 1..self.x.len() {
            let root = 0.5 * (bend[at - 1].sqrt() + bend[at].sqrt()) + floor;
            sums[at] = sums[at - 1] + root * (self.x[at] - self.x[at - 1]);
        }
        let total = sums.last().copied().unwrap_or(0.0);
        let quantile = |index: usize, by: f64| total * (index as f64 + 0.5 + by) / count as f64;
        (0..count).map(|index| interpolate(&sums, &self.x, quantile(index, jitter()))).collect()
    }

    /// The weighted root mean square of `errors`, one for each place.
    pub(crate) fn rms(&self, errors: impl Iterator<Item = f64>) -> f64 {
        errors.zip(&self.emphasis).map(|(error, emphasis)| emphasis * error * error).sum::<f64>().sqrt()
    }
}

/// The place in `values` that belongs to `wanted` in the rising `keys`.
fn interpolate(keys: &[f64], values: &[f64], wanted: f64) -> f64 {
    let after = keys.partition_point(|&key| key < wanted).clamp(1, keys.len() - 1);
    let part = (wanted - keys[after - 1]) / (keys[after] - keys[after - 1]);
    values[after - 1] + part.clamp(0.0, 1.0) * (values[after] - values[after - 1])
}

/// Raw inputs over the declared range, and which of them lie where the teacher speaks.
fn grid((low, high): (f64, f64), input: &Input, inside: usize) -> (Vec<i32>, (i32, i32)) {
    let raw = |real: f64| ((real / input.scale).round().clamp(input.min as f64, input.max as f64)) as i32;
    let (min, max) = (input.min as i32, input.max as i32);
    let (low, high) = (raw(low), raw(high));
    let mut places: Vec<i32> = even(low, high, inside).collect();
    places.extend(even(min, low, inside / 6));
    places.extend(even(high, max, inside / 6));
    places.sort_unstable();
    places.dedup();
    (places, (low, high))
}

fn even(low: i32, high: i32, count: usize) -> impl Iterator<Item = i32> {
    let (steps, span) = (count.max(2) as i64 - 1, i64::from(high) - i64::from(low));
    (0..=steps).map(move |step| low + (span * step / steps) as i32)
}

/// One for each place inside; each tail shares `TAIL`, falling with the square of the distance.
fn emphasis(raw: &[i32], (low, high): (i32, i32)) -> Vec<f64> {
    let span = f64::from(high - low).max(1.0);
    let beyond = |raw: i32| f64::from((low - raw).max(raw - high).max(0)) / span;
    let falling = |raw: i32| (1.0 + beyond(raw)).powi(-2);
    let total = |part: &dyn Fn(i32) -> bool| -> f64 {
        raw.iter().filter(|&&raw| part(raw)).map(|&raw| falling(raw)).sum()
    };
    let inside = total(&|raw| raw >= low && raw <= high);
    let (below, above) = (total(&|raw| raw < low), total(&|raw| raw > high));
    let share = |&raw: &i32| match raw {
        raw if raw < low => TAIL * falling(raw) / below,
        raw if raw > high => TAIL * falling(raw) / above,
        _ => 1.0 / inside,
    };
    let shares: Vec<f64> = raw.iter().map(share).collect();
    let all: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / all).collect()
}
