//! What the pictures of a report show: lists of points, thinned. Which colours and axes they get is not said here.

use super::At;
use serde::Serialize;

/// What the pictures show, thinned.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub(crate) struct Plots {
    /// The model's output over one input, the others fixed.
    pub sweeps: Vec<Sweep>,
    /// Prediction against sample.
    pub scatters: Vec<Scatter>,
    /// Integer network less float network.
    pub errors: Vec<ErrorCurve>,
    /// Weights of the layers.
    pub weights: Vec<Histogram>,
    /// Losses while it learnt.
    pub history: Vec<Loss>,
}

/// Outputs over one input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Sweep {
    /// The input that is swept.
    pub input: String,
    /// Its unit.
    pub unit: Option<String>,
    /// The values of the others.
    pub others: Vec<At>,
    /// Unit of the outputs, where they share it.
    pub output_unit: Option<String>,
    /// Outputs of the integer network, as pairs of real input and real output.
    pub lines: Vec<Line>,
    /// Samples, where the model has one input.
    pub samples: Vec<[f64; 2]>,
}

/// A named line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Line {
    /// Output or class.
    pub name: String,
    /// Its points.
    pub points: Vec<[f64; 2]>,
}

/// Prediction of the integer network against sample.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Scatter {
    /// Name of the output.
    pub output: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Pairs of sample and prediction.
    pub points: Vec<[f64; 2]>,
}

/// Deviations along a quantity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ErrorCurve {
    /// Name of the output.
    pub output: String,
    /// Its unit.
    pub unit: Option<String>,
    /// What goes across: the only input, or the output of the float network.
    pub across: String,
    /// Its unit.
    pub across_unit: Option<String>,
    /// How many inputs are behind the bins.
    pub points: u64,
    /// Whether these are all declared inputs.
    pub all: bool,
    /// The quantity, and the least and the greatest deviation near it.
    pub bins: Vec<[f64; 3]>,
    /// Where the deviation is greatest, if it is this output's.
    pub worst: Option<[f64; 2]>,
}

/// Weights of a layer, counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Histogram {
    /// Name of the layer.
    pub layer: String,
    /// Storage of its weights.
    pub storage: String,
    /// Weights of the file: left and right end of each bin, and how many lie in it.
    pub real: Vec<[f64; 3]>,
    /// Weights of the integer network.
    pub integer: Vec<[f64; 3]>,
}

/// One point of the learning curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Loss {
    /// Steps of the optimiser so far.
    pub step: f64,
    /// Loss on the rows that are learnt from.
    pub training: f64,
    /// Loss on rows that were kept back.
    pub validation: Option<f64>,
}
