//! What every sum and every activation can be: the proof that nothing overflows, and the choice of shifts.
//!
//! With one scalar input every reachable activation is known; with more, intervals bound them soundly. All arithmetic
//! is in `i64`, independent of the kernels.

use tinyml_core::input::Domain;

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
                let mut at = 0;
                while at < values.len() {
                    let mut column = 0;
                    while column < *width {
                        let (value, interval) = (values[at], &mut intervals[column]);
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
                let run = |x: &[i32]| layer.run(x);
                Self::Points { values: values.chunks(*width).flat_map(run).collect(), width: layer.outputs }
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
    let mut sums = vec![(i64::MAX, i64::MIN); rows.bias.len()];
    let mut start = 0;
    while start < values.len() {
        let mut row = 0;
        let mut at = 0;
        while row < sums.len() {
            let mut sum = i64::from(rows.bias[row]);
            let mut column = 0;
            while column < rows.inputs {
                sum += rows.weights[at] as i64 * values[start + column] as i64;
                at += 1;
                column += 1;
            }
            if sum < sums[row].0 {
                sums[row].0 = sum;
            }
            if sum > sums[row].1 {
                sums[row].1 = sum;
            }
            row += 1;
        }
        start += rows.inputs;
    }
    sums
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
