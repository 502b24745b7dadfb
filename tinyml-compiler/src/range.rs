//! What every sum and every activation can be: the proof that nothing overflows, and the choice of shifts.
//!
//! With one scalar input every reachable activation is known; with more, intervals bound them soundly. All arithmetic
//! is in `i64`, independent of the kernels.

use tinyml_core::input::Domain;

use crate::batch::{IntegerLayer, widen};
use crate::points::Points;
use crate::quant_network::{QuantLayer, Rows};

/// The greatest magnitude of a sum that the proof accepts: what fits an `i32` on both sides.
pub const ACC_MAX: i64 = i32::MAX as i64;

/// The values that can enter a layer.
#[derive(Debug, Clone)]
pub enum Reach {
    /// The activations for each of a list of inputs, one input after the other.
    Points {
        /// `points` x `width` values.
        values: Vec<i32>,
        /// Values for each input.
        width: usize,
    },
    /// The least and the greatest value of each activation.
    Intervals(Vec<(i32, i32)>),
}

impl Reach {
    /// All inputs of the declared range where there is a single scalar one, else intervals.
    pub fn of(domains: &[Domain], points: &Points) -> Self {
        match domains {
            [domain] if points.exhaustive() => {
                let values = (domain.min..=domain.max).map(|raw| domain.enter(raw)).collect();
                Self::Points { values, width: 1 }
            }
            _ => Self::Intervals(domains.iter().map(|d| (d.enter(d.min), d.enter(d.max))).collect()),
        }
    }

    /// A list of inputs only: enough to try a quantisation, not to prove one.
    pub fn of_points(domains: &[Domain], points: &[Vec<i32>]) -> Self {
        let enter = |point: &Vec<i32>| -> Vec<i32> {
            point.iter().zip(domains).map(|(raw, domain)| domain.enter(*raw)).collect()
        };
        Self::Points { values: points.iter().flat_map(enter).collect(), width: domains.len() }
    }

    /// The greatest magnitude of each activation.
    pub fn magnitudes(&self) -> Vec<f64> {
        let magnitude = |&(low, high): &(i32, i32)| f64::from(low.unsigned_abs().max(high.unsigned_abs()));
        self.intervals().iter().map(magnitude).collect()
    }

    /// The least and the greatest value of each activation.
    pub fn intervals(&self) -> Vec<(i32, i32)> {
        match self {
            Self::Intervals(intervals) => intervals.clone(),
            Self::Points { values, width } => {
                let mut intervals = vec![(i32::MAX, i32::MIN); *width];
                let (values, ends, mut at) = (&values[..], &mut intervals[..], 0);
                while at < values.len() {
                    let mut column = 0;
                    while column < *width {
                        let (value, interval) = (values[at], &mut ends[column]);
                        if value < interval.0 {
                            interval.0 = value;
                        }
                        if value > interval.1 {
                            interval.1 = value;
                        }
                        at += 1;
                        column += 1;
                    }
                }
                intervals
            }
        }
    }

    /// The least and the greatest sum of each row.
    pub fn sums(&self, rows: &Rows) -> Vec<(i64, i64)> {
        match self {
            Self::Intervals(intervals) => interval_sums(rows, intervals),
            Self::Points { values, .. } => point_sums(rows, values),
        }
    }

    /// The values that leave a layer, which become those that enter the next.
    pub fn advance(&self, layer: &QuantLayer, sums: &[(i64, i64)]) -> Self {
        match self {
            Self::Points { values, width } => {
                Self::Points { values: point_results(layer, values, *width), width: layer.outputs }
            }
            Self::Intervals(_) => Self::Intervals(monotone_results(layer, sums)),
        }
    }
}

fn interval_sums(rows: &Rows, intervals: &[(i32, i32)]) -> Vec<(i64, i64)> {
    let sum = |(row, bias): (&[i16], &i32)| {
        row.iter().zip(intervals).fold((i64::from(*bias), i64::from(*bias)), |sum, (weight, range)| {
            let (a, b) = (i64::from(*weight) * i64::from(range.0), i64::from(*weight) * i64::from(range.1));
            (sum.0 + a.min(b), sum.1 + a.max(b))
        })
    };
    rows.weights.chunks(rows.inputs).zip(&rows.bias).map(sum).collect()
}

fn point_sums(rows: &Rows, values: &[i32]) -> Vec<(i64, i64)> {
    let mut ranges = vec![(i64::MAX, i64::MIN); rows.bias.len()];
    let mut layer = IntegerLayer::of_rows(&rows.bias, &rows.weights, rows.inputs);
    let mut x = Vec::new();
    for values in values.chunks(rows.inputs) {
        widen(&mut x, values);
        let (sums, mut row) = (layer.sums(&x), 0);
        let ranges = &mut ranges[..];
        while row < ranges.len() {
            if sums[row] < ranges[row].0 {
                ranges[row].0 = sums[row];
            }
            if sums[row] > ranges[row].1 {
                ranges[row].1 = sums[row];
            }
            row += 1;
        }
    }
    ranges
}

fn point_results(layer: &QuantLayer, values: &[i32], width: usize) -> Vec<i32> {
    let (mut plain, mut x, mut y) = (IntegerLayer::new(layer), Vec::new(), Vec::new());
    let mut results = Vec::with_capacity(values.len() / width.max(1) * layer.outputs);
    for values in values.chunks(width) {
        widen(&mut x, values);
        plain.run(&x, &layer.op, &mut y);
        results.extend_from_slice(&y);
    }
    results
}

/// Every operator of a hidden layer grows with its sum, so the ends of the range give the ends of the result.
fn monotone_results(layer: &QuantLayer, sums: &[(i64, i64)]) -> Vec<(i32, i32)> {
    use crate::ops::Operator;
    let mut low: Vec<i32> = sums.iter().map(|sum| sum.0 as i32).collect();
    let mut high: Vec<i32> = sums.iter().map(|sum| sum.1 as i32).collect();
    layer.op.apply(&mut low);
    layer.op.apply(&mut high);
    low.into_iter().zip(high).map(|(a, b)| (a.min(b), a.max(b))).collect()
}
