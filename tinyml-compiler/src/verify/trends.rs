//! Where outputs go when one input grows: proved by signs, refuted by example, or read off where every input was run.
//!
//! Every operator of a single sum rises with it, so a unit that is reached by paths of one sign alone goes one way. That is
//! enough for a proof and far from necessary; where it fails, some pairs of inputs are tried.

use super::certificate::{Change, Step, Trend};
use crate::batch::IntegerRun;
use crate::ops::Op;
use crate::points::Points;
use crate::quant_network::QuantNetwork;

/// Signs of the paths from each input are looked for while there are at most this many products of inputs and weights.
const SIGNS_MAX: usize = 1 << 20;

/// Multiplications that refuting may take.
const TRIALS_MACS: usize = 1 << 20;

/// Outputs that are kept to compare each with its neighbours.
const KEPT_MAX: u64 = 1 << 22;

/// The ways that a unit can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Ways {
    rise: bool,
    fall: bool,
}

/// For each output and input, the changes that the signs of the weights rule out.
pub(super) fn by_signs(network: &QuantNetwork, inputs: usize) -> Vec<Vec<Trend>> {
    let outputs = network.layers.last().map_or(0, |layer| layer.outputs);
    let weights: usize = network.layers.iter().map(|layer| layer.weights.len()).sum();
    let mut trends = vec![vec![Trend::UNKNOWN; inputs]; outputs];
    if inputs.saturating_mul(weights) <= SIGNS_MAX {
        for input in 0..inputs {
            for (trends, ways) in trends.iter_mut().zip(ways(network, inputs, input)) {
                let change = |possible: bool| if possible { Change::Unknown } else { Change::Never };
                trends[input] = Trend { rise: change(ways.rise), fall: change(ways.fall) };
            }
        }
    }
    trends
}

/// The ways that every output can go when an input grows.
fn ways(network: &QuantNetwork, inputs: usize, input: usize) -> Vec<Ways> {
    let mut ways = vec![Ways::default(); inputs];
    ways[input].rise = true;
    for layer in &network.layers {
        let row = |row: &[i16]| {
            row.iter().zip(&ways).fold(Ways::default(), |all, (weight, own)| match weight.signum() {
                0 => all,
                1 => Ways { rise: all.rise || own.rise, fall: all.fall || own.fall },
                _ => Ways { rise: all.rise || own.fall, fall: all.fall || own.rise },
            })
        };
        ways = layer.weights.chunks(layer.inputs).map(row).collect();
        if !rises(&layer.op) {
            let any = ways.iter().any(|ways| ways.rise || ways.fall);
            ways.fill(Ways { rise: any, fall: any });
        }
    }
    ways
}

/// Whether each result depends on its own sum alone, and never falls when that grows.
pub(super) fn rises(op: &Op) -> bool {
    match op {
        Op::Shift(_) | Op::Rescale(_) => true,
        Op::Table(table) => table.entries.is_sorted(),
        Op::Softmax(_) => false,
    }
}

/// Lets each input go from its least to its greatest value, for a few settings of the others: what changes, refutes.
pub(super) fn try_some(trends: &mut [Vec<Trend>], network: &QuantNetwork, points: &Points) {
    let macs: usize = network.layers.iter().map(|layer| layer.weights.len()).sum();
    let mut left = TRIALS_MACS / (2 * macs.max(1) * network.domains.len().max(1));
    let mut run = IntegerRun::new(network);
    points.for_each(|raw| {
        if left == 0 {
            return;
        }
        left -= 1;
        for (input, domain) in network.domains.iter().enumerate() {
            let [from, to] = [domain.min, domain.max].map(|end| {
                let mut point = raw.to_vec();
                point[input] = end;
                point
            });
            let before = run.run(&from).to_vec();
            compare(trends, input, (&from, &to), (&before, run.run(&to)));
        }
    });
}

/// Looks at two inputs that differ in one value, which is greater in the second.
pub(super) fn compare(
    trends: &mut [Vec<Trend>],
    input: usize,
    pair: (&[i32], &[i32]),
    outputs: (&[i32], &[i32]),
) {
    let mut at = 0;
    while at < trends.len() {
        let (before, after) = (outputs.0[at], outputs.1[at]);
        if before != after {
            let trend = &mut trends[at][input];
            let change = if after > before { &mut trend.rise } else { &mut trend.fall };
            if !matches!(change, Change::At(_)) {
                let step = Step { from: pair.0.to_vec(), to: pair.1.to_vec(), outputs: (before, after) };
                *change = Change::At(Box::new(step));
            }
        }
        at += 1;
    }
}

/// Reads the trends off a run over every input, in the order of `Points`.
#[derive(Debug)]
pub(super) struct Watch {
    trends: Vec<Vec<Trend>>,
    ranges: Vec<(i32, i32)>,
    /// How many inputs back the neighbour along each input is.
    strides: Vec<usize>,
    /// The outputs so far; the last ones only, where there is one input.
    kept: Vec<i32>,
    neighbour: Vec<i32>,
}

impl Watch {
    /// `None` where there would be too much to keep.
    pub(super) fn new(ranges: &[(i32, i32)], outputs: usize, points: u64) -> Option<Self> {
        let single = ranges.len() == 1;
        if !single && points.saturating_mul(outputs as u64) > KEPT_MAX {
            return None;
        }
        let mut strides = vec![1; ranges.len()];
        for input in (1..ranges.len()).rev() {
            let size = i64::from(ranges[input].1) - i64::from(ranges[input].0) + 1;
            strides[input - 1] = strides[input] * usize::try_from(size).ok()?;
        }
        let never = Trend { rise: Change::Never, fall: Change::Never };
        let trends = vec![vec![never; ranges.len()]; outputs];
        Some(Self { trends, ranges: ranges.to_vec(), strides, kept: Vec::new(), neighbour: Vec::new() })
    }

    /// Takes the outputs of the next input.
    pub(super) fn next(&mut self, raw: &[i32], outputs: &[i32]) {
        let mut input = 0;
        while input < raw.len() {
            if raw[input] > self.ranges[input].0 {
                let end = self.kept.len() - (self.strides[input] - 1) * outputs.len();
                let before = &self.kept[end - outputs.len()..end];
                if before != outputs {
                    self.neighbour.clear();
                    self.neighbour.extend_from_slice(raw);
                    self.neighbour[input] -= 1;
                    compare(&mut self.trends, input, (&self.neighbour, raw), (before, outputs));
                }
            }
            input += 1;
        }
        if raw.len() == 1 {
            self.kept.clear();
        }
        self.kept.extend_from_slice(outputs);
    }

    /// What was seen.
    pub(super) fn trends(self) -> Vec<Vec<Trend>> {
        self.trends
    }
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use crate::verify::{Change, Step, Trend};

    fn watch(ranges: &[(i32, i32)], at: impl Fn(&[i32]) -> i32) -> Vec<Trend> {
        let count: i64 = ranges.iter().map(|range| i64::from(range.1 - range.0 + 1)).product();
        let mut watch = Watch::new(ranges, 1, count.unsigned_abs()).expect("few points");
        let mut point: Vec<i32> = ranges.iter().map(|range| range.0).collect();
        loop {
            watch.next(&point, &[at(&point)]);
            let Some(input) = (0..point.len()).rev().find(|&input| point[input] < ranges[input].1) else {
                return watch.trends().remove(0);
            };
            point[input] += 1;
            (input + 1..point.len()).for_each(|later| point[later] = ranges[later].0);
        }
    }

    #[test]
    fn one_input_has_its_first_steps() {
        let trend = &watch(&[(-3, 5)], |point| (point[0] - 1).pow(2))[0];
        let step = |from: i32, to: i32, outputs| Step { from: vec![from], to: vec![to], outputs };
        assert_eq!(trend.fall, Change::At(Box::new(step(-3, -2, (16, 9)))));
        assert_eq!(trend.rise, Change::At(Box::new(step(1, 2, (0, 1)))));
        assert_eq!(trend.verb(), Some("rises and falls"));
        let flat = &watch(&[(0, 5)], |point| point[0] / 3)[0];
        assert_eq!((&flat.fall, flat.verb()), (&Change::Never, Some("never falls")));
        assert_eq!(watch(&[(0, 5)], |_| 7)[0].verb(), Some("never changes"));
    }

    #[test]
    fn several_inputs_are_told_apart() {
        let trends = watch(&[(0, 2), (-1, 1), (4, 9)], |point| 10 * point[0] - point[1]);
        let verbs: Vec<_> = trends.iter().map(Trend::verb).collect();
        assert_eq!(verbs, [Some("never falls"), Some("never rises"), Some("never changes")]);
        let Change::At(step) = &trends[1].fall else { panic!("{trends:?}") };
        assert_eq!((&step.from[..], &step.to[..], step.outputs), (&[0, -1, 4][..], &[0, 0, 4][..], (1, 0)));
    }
}
