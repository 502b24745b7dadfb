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

#[cfg(test)]
mod tests {
    use super::Reach;
    use crate::ops::Operator;
    use crate::options::{ActivationBits, Options, Storage};
    use crate::points::Points;
    use crate::quant_network::{QuantNetwork, Rows};
    use crate::quantize::quantize;
    use crate::simplify::simplify;
    use crate::source::Source;
    use tinyml_core::input::Domain;

    fn rows(inputs: usize, weights: &[i16], bias: &[i32]) -> Rows {
        let (weights, bias) = (weights.to_vec(), bias.to_vec());
        Rows { inputs, storage: Storage::I16, weights, steps: vec![1.0; bias.len()], bias }
    }

    #[test]
    fn sums_of_points_are_exact_and_those_of_intervals_hold_them() {
        let rows = rows(2, &[3, -2, 32_767, 32_767, 0, 0], &[5, i32::MAX, -1]);
        let values = [(-4, 7), (0, 0), (32_767, 32_767), (9, -32_767)];
        let points =
            Reach::Points { values: values.iter().flat_map(|pair| [pair.0, pair.1]).collect(), width: 2 };
        let exact = points.sums(&rows);
        let sum = |row: usize, pair: &(i32, i32)| {
            let weight = |column: usize| i64::from(rows.weights[2 * row + column]);
            i64::from(rows.bias[row]) + weight(0) * i64::from(pair.0) + weight(1) * i64::from(pair.1)
        };
        for (row, found) in exact.iter().enumerate() {
            let sums = values.iter().map(|pair| sum(row, pair));
            assert_eq!(*found, (sums.clone().min().expect("a sum"), sums.max().expect("a sum")));
        }
        // Beyond 32 bits, which is for the proof to find.
        assert_eq!(exact[1].1, i64::from(i32::MAX) + 2 * 32_767 * 32_767);
        assert_eq!(points.intervals(), [(-4, 32_767), (-32_767, 32_767)]);
        assert_eq!(points.magnitudes(), [32_767.0, 32_767.0]);
        let intervals = Reach::Intervals(points.intervals()).sums(&rows);
        assert_eq!(intervals[0], (5 - 12 - 65_534, 5 + 98_301 + 65_534));
        assert!(exact.iter().zip(&intervals).all(|(exact, wide)| wide.0 <= exact.0 && exact.1 <= wide.1));
        assert_eq!((exact[2], intervals[2]), ((-1, -1), (-1, -1)));
    }

    #[test]
    fn a_single_scalar_input_is_known_point_by_point() {
        let reach = |domains: &[Domain], text: &str| {
            let source = Source::from_bytes("m.json", text.into()).expect("UTF-8");
            Reach::of(domains, &Points::of(&crate::read(&source).expect("a model"), 0))
        };
        let model = |inputs: &str, weights: &str| {
            format!(
                r#"{{"version": 1, "name": "m", "inputs": [{inputs}], "outputs": [{{"name": "y", "type": "i16", "scale": 1}}],
                "layers": [{{"type": "dense", "name": "out", "weights": [{weights}], "bias": [0]}}]}}"#
            )
        };
        let domain = Domain::new(-3, 5, 1);
        let one = model(r#"{"name": "x", "type": "i8", "range": [-3, 5]}"#, "[1]");
        let Reach::Points { values, width } = reach(&[domain], &one) else { panic!("one input") };
        assert_eq!((values, width), ((-4..=4).collect(), 1));
        let two = model(r#"{"name": "x", "type": "i8", "range": [-3, 5], "length": 2}"#, "[1, 1]");
        let shifted = domain.shifted(3);
        let Reach::Intervals(ends) = reach(&[domain, shifted], &two) else { panic!("two inputs") };
        assert_eq!(ends, [(-4, 4), (-32, 32)]);
    }

    fn network(activation: &str, length: usize) -> QuantNetwork {
        let weights = ["0.03", "-0.02"][..length].join(", ");
        let text = format!(
            r#"{{"version": 1, "name": "m",
            "inputs": [{{"name": "x", "type": "i8", "range": [-100, 90], "length": {length}}}],
            "outputs": [{{"name": "y", "type": "i16", "scale": 0.001}}], "layers": [
            {{"type": "dense", "name": "fc1", "weights": [[{weights}], [{weights}]], "bias": [0.1, -0.3], "activation": {activation}}},
            {{"type": "dense", "name": "out", "weights": [[1, -2]], "bias": [0.2]}}]}}"#
        );
        let source = Source::from_bytes("m.json", text.into()).expect("UTF-8");
        let network = crate::read(&source).expect("a model");
        let options = Options { activations: Some(ActivationBits::I8), ..Options::default() };
        quantize(&network, &simplify(&network), &options).expect("integers")
    }

    #[test]
    fn what_leaves_a_layer_is_what_its_kernel_gives() {
        for activation in
            ["\"relu\"", "\"tanh\"", "\"sigmoid\"", "{\"type\": \"clamp\", \"min\": -1, \"max\": 2}"]
        {
            let quantized = network(activation, 2);
            let layer = &quantized.layers[0];
            let rows = rows(2, &layer.weights, &layer.bias);
            let inputs: Vec<[i32; 2]> = (-100..=90).flat_map(|a| [[a, 90], [a, -100], [a, a]]).collect();
            let points = Reach::Points { values: inputs.concat(), width: 2 };
            let Reach::Points { values, width } = points.advance(layer, &points.sums(&rows)) else {
                panic!("points")
            };
            let kernel: Vec<i32> = inputs.iter().flat_map(|x| layer.run(x)).collect();
            assert_eq!((values, width), (kernel.clone(), 2), "{activation}");
            let intervals = Reach::Intervals(vec![(-100, 90); 2]);
            let Reach::Intervals(ends) = intervals.advance(layer, &intervals.sums(&rows)) else {
                panic!("ranges")
            };
            for pair in kernel.chunks(2) {
                let within = pair.iter().zip(&ends).all(|(value, end)| end.0 <= *value && *value <= end.1);
                assert!(within, "{activation}: {pair:?} is not in {ends:?}");
            }
        }
    }

    #[test]
    fn operators_take_the_exact_ends() {
        let quantized = network("\"relu\"", 1);
        let layer = &quantized.layers[0];
        let reach = Reach::Points { values: (-100..=90).collect(), width: 1 };
        let sums = reach.sums(&rows(1, &layer.weights, &layer.bias));
        let mut ends: Vec<i32> = sums.iter().map(|sum| i32::try_from(sum.1).expect("32 bits")).collect();
        layer.op.apply(&mut ends);
        let Reach::Points { values, .. } = reach.advance(layer, &sums) else { panic!("points") };
        let greatest = |row: usize| values.iter().skip(row).step_by(layer.outputs).max();
        assert_eq!(greatest(0), Some(&ends[0]));
        assert!(ends[0] <= 127 && ends[0] > 63, "8 bits, and all of them: {ends:?}");
    }
}
