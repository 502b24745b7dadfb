//! The model on samples: what is left between prediction and measurement, and which classes are taken for which.
//!
//! How well other curves do on them is not asked here.

use super::curves::is_classifier;
use super::data::{Classes, Fit, MOST_CLASSES, Residuals, Samples, Scatter, Sweep};
use crate::intermediate::outputs;
use tinyml_compiler::network::{Input, Network};
use tinyml_compiler::quant_network::QuantNetwork;
use tinyml_compiler::reference::argmax;
use tinyml_trainer::{Dataset, Targets};

/// Points of a picture, at most.
const MOST_POINTS: usize = 2000;

/// Mistakes that are listed.
const MOST_MISTAKES: usize = 10;

/// Both networks on every sample.
#[derive(Debug, Clone)]
pub(crate) struct Predictions {
    /// Real outputs of the float network, within the declared bounds.
    pub float: Vec<Vec<f64>>,
    /// Real outputs of the integer network.
    pub integer: Vec<Vec<f64>>,
    /// Class that the integer network names.
    class: Vec<usize>,
    /// Samples with an input outside of its range.
    outside: usize,
}

/// Runs both networks.
pub(crate) fn predict(network: &Network, quantized: &QuantNetwork, data: &Dataset) -> Predictions {
    let outputs = outputs(network);
    let mut all = Predictions { float: Vec::new(), integer: Vec::new(), class: Vec::new(), outside: 0 };
    for row in 0..data.rows() {
        let (raw, outside) = raw(network, data.sample(row));
        let (floats, integers) = (network.evaluate(&raw), quantized.run(&raw));
        let bounded = floats.iter().zip(&outputs).map(|(value, output)| output.bounded(*value));
        let real = integers.iter().zip(&outputs).map(|(value, output)| f64::from(*value) * output.scale);
        all.float.push(if is_classifier(network) { floats.clone() } else { bounded.collect() });
        all.integer.push(real.collect());
        all.class.push(tinyml_core::argmax::argmax(&integers));
        all.outside += usize::from(outside);
    }
    all
}

/// The integers that a sensor gives for real inputs, and whether one of them had to be clamped.
fn raw(network: &Network, sample: &[f64]) -> (Vec<i32>, bool) {
    let inputs = network.inputs.iter().flat_map(|input: &Input| std::iter::repeat_n(input, input.width()));
    let mut outside = false;
    let one = |(value, input): (&f64, &Input)| {
        let raw = (value / input.scale).round();
        let within = raw.clamp(input.min as f64, input.max as f64);
        outside |= within != raw;
        within as i32
    };
    let raw = sample.iter().zip(inputs).map(one).collect();
    (raw, outside)
}

/// What came of it.
pub(crate) fn samples(network: &Network, data: &Dataset, predictions: &Predictions, file: &str) -> Samples {
    let (mut fits, mut classes) = (Vec::new(), None);
    match &data.targets {
        Targets::Values { outputs: count, y } => {
            for (at, output) in outputs(network).into_iter().enumerate() {
                let of = |all: &[Vec<f64>]| {
                    residuals((0..data.rows()).map(|row| all[row][at] - y[row * count + at]))
                };
                let (float, integer) = (of(&predictions.float), of(&predictions.integer));
                fits.push(Fit { name: output.name.clone(), unit: output.unit.clone(), float, integer });
            }
        }
        Targets::Classes { labels, class } => classes = Some(classified(labels, class, predictions)),
    }
    Samples { file: file.to_owned(), rows: data.rows(), outside: predictions.outside, outputs: fits, classes }
}

fn residuals(errors: impl Iterator<Item = f64>) -> Residuals {
    let (mut bias, mut mean, mut squares, mut worst, mut worst_row, mut count) = (0.0, 0.0, 0.0, 0.0, 0, 0);
    for error in errors {
        count += 1;
        bias += error;
        mean += error.abs();
        squares += error * error;
        if error.abs() > worst || worst_row == 0 {
            (worst, worst_row) = (error.abs(), count);
        }
    }
    let n = count.max(1) as f64;
    Residuals { bias: bias / n, mean: mean / n, rms: (squares / n).sqrt(), worst, worst_row }
}

fn classified(labels: &[String], class: &[usize], predictions: &Predictions) -> Classes {
    let mut confusion = vec![vec![0; labels.len()]; labels.len()];
    let (mut float_right, mut integer_right, mut same) = (0, 0, 0);
    for ((&truth, scores), &named) in class.iter().zip(&predictions.float).zip(&predictions.class) {
        let float = argmax(scores);
        float_right += usize::from(float == truth);
        integer_right += usize::from(named == truth);
        same += usize::from(float == named);
        confusion[truth][named] += 1;
    }
    let cells = (0..labels.len()).flat_map(|truth| (0..labels.len()).map(move |named| (truth, named)));
    let mut mistakes: Vec<(usize, usize)> =
        cells.filter(|&(truth, named)| truth != named && confusion[truth][named] > 0).collect();
    mistakes.sort_by_key(|&(truth, named)| std::cmp::Reverse(confusion[truth][named]));
    let told = |&(truth, named): &(usize, usize)| {
        (labels[truth].clone(), labels[named].clone(), confusion[truth][named])
    };
    let mistakes = mistakes.iter().take(MOST_MISTAKES).map(told).collect();
    let confusion = if labels.len() <= MOST_CLASSES { confusion } else { Vec::new() };
    Classes { float_right, integer_right, same, confusion, mistakes }
}

/// Prediction against measurement, for each output.
pub(crate) fn scatters(network: &Network, data: &Dataset, predictions: &Predictions) -> Vec<Scatter> {
    let Targets::Values { outputs: count, y } = &data.targets else { return Vec::new() };
    let rows = || (0..data.rows()).step_by(data.rows().div_ceil(MOST_POINTS).max(1));
    let one = |(at, output): (usize, &tinyml_compiler::network::Output)| Scatter {
        output: output.name.clone(),
        unit: output.unit.clone(),
        points: rows().map(|row| [y[row * count + at], predictions.integer[row][at]]).collect(),
    };
    outputs(network).into_iter().enumerate().take(4).map(one).collect()
}

/// Puts the samples into the picture of a model with one input and one output.
pub(crate) fn mark(sweeps: &mut [Sweep], data: &Dataset) {
    let Targets::Values { outputs: 1, y } = &data.targets else { return };
    if let ([sweep], 1) = (sweeps, data.width) {
        let every = data.rows().div_ceil(MOST_POINTS).max(1);
        sweep.samples = data.x.iter().zip(y).step_by(every).map(|(x, y)| [*x, *y]).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::residuals;

    #[test]
    fn residuals_of_a_hand_made_list() {
        let found = residuals([1.0, -3.0, 2.0].into_iter());
        assert_eq!((found.bias, found.mean, found.worst, found.worst_row), (0.0, 2.0, 3.0, 2));
        assert!((found.rms - (14.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!(residuals(std::iter::empty()).rms, 0.0);
    }
}
