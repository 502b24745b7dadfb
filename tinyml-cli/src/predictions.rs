//! Both networks over the rows of a dataset: predictions, how far they are from the data, how far from each other.

use tinyml_compiler::network::Network;
use tinyml_compiler::program::Program;
use tinyml_trainer::Dataset;
use tinyml_trainer::integer::raw_inputs;
use tinyml_trainer::metrics::{Metrics, ValueMetrics, greatest};

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
    /// The same in the unit of the output.
    pub real: Vec<f64>,
}

impl Prediction {
    /// The class that the float and the integer network name.
    pub fn classes(&self) -> (usize, usize) {
        (greatest(&self.float), tinyml_core::argmax::argmax(&self.integer))
    }
}

/// Runs every row.
pub fn predict(network: &Network, program: &Program, dataset: &Dataset) -> Vec<Prediction> {
    let outputs = outputs(network);
    let row = |row: usize| {
        let raw = raw_inputs(&network.inputs, dataset.sample(row));
        let (float, integer) = (network.evaluate(&raw), program.run(&raw));
        let float = float.iter().zip(&outputs).map(|(value, output)| output.bounded(*value)).collect();
        let real = integer.iter().zip(&outputs).map(|(raw, output)| f64::from(*raw) * output.scale).collect();
        Prediction { raw, float, integer, real }
    };
    (0..dataset.rows()).map(row).collect()
}

/// How both networks do.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The float network against the data.
    pub float: Metrics,
    /// The integer network against the data.
    pub integer: Metrics,
    /// The integer network against the float network.
    pub apart: Apart,
}

/// How far the two networks are from each other.
#[derive(Debug, Clone, PartialEq)]
pub enum Apart {
    /// One for each output.
    Values(Vec<ValueMetrics>),
    /// Rows that get the same class of both.
    Agree(usize),
}

/// Compares predictions with the data.
pub fn figures(dataset: &Dataset, predictions: &[Prediction]) -> Figures {
    let float: Vec<f64> = predictions.iter().flat_map(|prediction| prediction.float.clone()).collect();
    let integer: Vec<f64> = predictions.iter().flat_map(|prediction| prediction.real.clone()).collect();
    let float = Metrics::of(&float, &dataset.targets);
    let apart = match &float {
        Metrics::Values(values) => {
            Apart::Values((0..values.len()).map(|at| apart(predictions, at)).collect())
        }
        Metrics::Classes(_) => {
            let same = |prediction: &&Prediction| prediction.classes().0 == prediction.classes().1;
            Apart::Agree(predictions.iter().filter(same).count())
        }
    };
    Figures { float, integer: Metrics::of(&integer, &dataset.targets), apart }
}

fn apart(predictions: &[Prediction], output: usize) -> ValueMetrics {
    let column = |side: fn(&Prediction) -> &Vec<f64>| -> Vec<f64> {
        predictions.iter().filter_map(|prediction| side(prediction).get(output).copied()).collect()
    };
    ValueMetrics::of(&column(|prediction| &prediction.real), &column(|prediction| &prediction.float))
}

#[cfg(test)]
mod tests {
    use super::{Apart, Prediction, figures};
    use tinyml_trainer::metrics::Metrics;
    use tinyml_trainer::{Dataset, Targets};

    fn told(float: &[f64], integer: &[i32]) -> Prediction {
        let real = integer.iter().map(|raw| f64::from(*raw) * 0.5).collect();
        Prediction { raw: vec![], float: float.to_vec(), integer: integer.to_vec(), real }
    }

    #[test]
    fn values() {
        let targets = Targets::Values { outputs: 1, y: vec![1.0, 2.0] };
        let dataset = Dataset { width: 1, x: vec![0.0, 1.0], targets };
        let figures = figures(&dataset, &[told(&[1.0], &[2]), told(&[2.25], &[5])]);
        let (Metrics::Values(float), Metrics::Values(integer)) = (figures.float, figures.integer) else {
            panic!("values");
        };
        assert_eq!((float[0].worst, integer[0].worst, integer[0].worst_row), (0.25, 0.5, 1));
        assert!(matches!(figures.apart, Apart::Values(apart) if apart[0].worst == 0.25));
    }

    #[test]
    fn classes() {
        let labels = vec!["a".to_owned(), "b".to_owned()];
        let targets = Targets::Classes { labels, class: vec![0, 1] };
        let dataset = Dataset { width: 1, x: vec![0.0, 1.0], targets };
        let figures = figures(&dataset, &[told(&[1.0, 0.0], &[5, 1]), told(&[1.0, 0.0], &[1, 5])]);
        assert_eq!(figures.apart, Apart::Agree(1));
        assert_eq!((figures.float.loss(), figures.integer.loss()), (0.5, 0.0));
    }
}
