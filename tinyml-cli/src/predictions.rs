//! Both networks over the rows of a dataset: predictions, how far they are from the data, how far from each other.

use tinyml_compiler::network::Network;
use tinyml_compiler::quant_network::QuantNetwork;
use tinyml_compiler::reference::argmax;
use tinyml_trainer::integer::raw_inputs;
use tinyml_trainer::{Dataset, Targets};

use crate::intermediate::outputs;

/// What both networks say of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Raw inputs, as the sensor gives them.
    pub raw: Vec<i32>,
    /// The float network's outputs, within the declared ranges.
    pub float: Vec<f64>,
    /// The integer network's outputs, raw.
    pub integer: Vec<i32>,
}

/// Runs every row.
pub fn predict(network: &Network, quantized: &QuantNetwork, dataset: &Dataset) -> Vec<Prediction> {
    let outputs = outputs(network);
    let row = |row: usize| {
        let raw = raw_inputs(&network.inputs, dataset.sample(row));
        let float = network.evaluate(&raw);
        let float = float.iter().zip(&outputs).map(|(value, output)| output.bounded(*value)).collect();
        Prediction { integer: quantized.run(&raw), raw, float }
    };
    (0..dataset.rows()).map(row).collect()
}

impl Prediction {
    /// The integer network's outputs in the unit of the output.
    pub fn real(&self, network: &Network) -> Vec<f64> {
        let scales = outputs(network).into_iter().map(|output| output.scale);
        self.integer.iter().zip(scales).map(|(raw, scale)| f64::from(*raw) * scale).collect()
    }
}

/// How far values are from others, in their unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// Root of the mean square.
    pub rmse: f64,
    /// Mean of the differences: positive if the values are too great.
    pub mean: f64,
    /// The greatest magnitude.
    pub worst: f64,
    /// The row with it, from 0.
    pub row: usize,
}

/// Of pairs of a value and what it should be; of none at all, zero.
pub fn deviation(pairs: impl Iterator<Item = (f64, f64)>) -> Deviation {
    let (mut squares, mut sum, mut count) = (0.0, 0.0, 0.0_f64);
    let mut found = Deviation { rmse: 0.0, mean: 0.0, worst: 0.0, row: 0 };
    for (row, (value, wanted)) in pairs.enumerate() {
        let difference = value - wanted;
        (squares, sum, count) = (squares + difference * difference, sum + difference, count + 1.0);
        if difference.abs() > found.worst {
            (found.worst, found.row) = (difference.abs(), row);
        }
    }
    let count = count.max(1.0);
    Deviation { rmse: (squares / count).sqrt(), mean: sum / count, ..found }
}

/// How both networks do, for one output of a regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Name of the output.
    pub name: String,
    /// Its unit.
    pub unit: Option<String>,
    /// The float network against the data.
    pub float: Deviation,
    /// The integer network against the data.
    pub integer: Deviation,
    /// The integer network against the float network.
    pub apart: Deviation,
}

/// How both networks do, for a classifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// Rows in all.
    pub rows: usize,
    /// Rows that the float network gives their class.
    pub float: usize,
    /// Rows that the integer network gives their class.
    pub integer: usize,
    /// Rows that get the same class of both.
    pub agree: usize,
    /// For each class of the data, how many rows the integer network gives each class.
    pub confusion: Vec<Vec<usize>>,
}

/// How both networks do.
#[derive(Debug, Clone, PartialEq)]
pub enum Figures {
    /// One for each output.
    Values(Vec<Fit>),
    /// For the classes.
    Classes(Hits),
}

/// Compares predictions with the data.
pub fn figures(network: &Network, dataset: &Dataset, predictions: &[Prediction]) -> Figures {
    match &dataset.targets {
        Targets::Classes { labels, class } => Figures::Classes(hits(labels.len(), class, predictions)),
        Targets::Values { outputs: width, y } => {
            let fit = |at: usize| fit(network, predictions, at, &|row| y[row * width + at]);
            Figures::Values((0..*width).map(fit).collect())
        }
    }
}

fn fit(network: &Network, predictions: &[Prediction], at: usize, wanted: &dyn Fn(usize) -> f64) -> Fit {
    let output = outputs(network)[at];
    let integer = |prediction: &Prediction| f64::from(prediction.integer[at]) * output.scale;
    let rows = || predictions.iter().enumerate();
    Fit {
        name: output.name.clone(),
        unit: output.unit.clone(),
        float: deviation(rows().map(|(row, prediction)| (prediction.float[at], wanted(row)))),
        integer: deviation(rows().map(|(row, prediction)| (integer(prediction), wanted(row)))),
        apart: deviation(rows().map(|(_, prediction)| (integer(prediction), prediction.float[at]))),
    }
}

fn hits(classes: usize, class: &[usize], predictions: &[Prediction]) -> Hits {
    let mut hits = Hits {
        rows: class.len(),
        float: 0,
        integer: 0,
        agree: 0,
        confusion: vec![vec![0; classes]; classes],
    };
    for (&class, prediction) in class.iter().zip(predictions) {
        let (float, integer) = classes_of(prediction);
        hits.float += usize::from(float == class);
        hits.integer += usize::from(integer == class);
        hits.agree += usize::from(integer == float);
        hits.confusion[class][integer] += 1;
    }
    hits
}

/// The class of the float and of the integer network.
pub fn classes_of(prediction: &Prediction) -> (usize, usize) {
    (argmax(&prediction.float), tinyml_core::argmax::argmax(&prediction.integer))
}

#[cfg(test)]
mod tests {
    use super::{Prediction, deviation, hits};

    #[test]
    fn figures_of_values() {
        let found = deviation([(1.0, 1.0), (3.0, 0.0), (2.0, 3.0)].into_iter());
        assert_eq!((found.mean, found.worst, found.row), (2.0 / 3.0, 3.0, 1));
        assert!((found.rmse - (10.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert_eq!(deviation(std::iter::empty()).rmse, 0.0);
    }

    #[test]
    fn figures_of_classes() {
        let told = |float: [f64; 2], integer: [i32; 2]| Prediction {
            raw: vec![],
            float: float.to_vec(),
            integer: integer.to_vec(),
        };
        let hits = hits(
            2,
            &[0, 1, 1],
            &[told([1.0, 0.0], [5, 1]), told([1.0, 0.0], [1, 5]), told([1.0, 0.0], [5, 1])],
        );
        assert_eq!((hits.float, hits.integer, hits.agree), (1, 2, 2));
        assert_eq!(hits.confusion, [[1, 0], [1, 1]]);
    }
}
