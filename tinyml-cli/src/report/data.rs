//! What a report says, as one struct. Text, JSON and HTML are views of it: none of them computes anything.
//!
//! Every list in it is bounded, whatever the model and the data: what belongs to a picture is thinned to what a picture
//! can show. Numbers are finite.

mod plots;

pub(crate) use plots::{ErrorCurve, Histogram, Line, Loss, Plots, Scatter, Sweep};

use serde::Serialize;

/// A report on a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Report {
    /// What the model file says of itself.
    pub model: About,
    /// How it was made into integers.
    pub settings: Settings,
    /// Deviation of the integer network from the float network.
    pub errors: Errors,
    /// What the attribute would promise.
    pub promise: Promise,
    /// What it takes on the chip.
    pub cost: Cost,
    /// The forms in which it can run.
    pub forms: Forms,
    /// The layers in order.
    pub layers: Vec<Layer>,
    /// How well it fits samples, if there are any.
    pub data: Option<Samples>,
    /// Metadata on the training, as the file gives it.
    pub training: Vec<Entry>,
    /// What the pictures show.
    pub plots: Plots,
}

/// The signature of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct About {
    /// Name from the file.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The file as the user named it.
    pub file: String,
    /// What goes in.
    pub inputs: Vec<Port>,
    /// What comes out.
    pub outputs: Vec<Port>,
    /// Names of the classes; empty for a regression.
    pub labels: Vec<String>,
}

/// An input or an output.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Port {
    /// Name from the file.
    pub name: String,
    /// Integer type.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// Unit of the real value.
    pub unit: Option<String>,
    /// Real value of one raw step.
    pub scale: f64,
    /// Least and greatest raw value.
    pub range: [i64; 2],
    /// Number of values of an array.
    pub length: Option<usize>,
}

/// How the network became integers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Settings {
    /// Storage of the weights, unless a layer has its own.
    pub quant: String,
    /// Layers with a storage of their own.
    pub overrides: Vec<Entry>,
    /// Bits of the activations between layers.
    pub activations: String,
}

/// A name and a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Entry {
    /// What.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// A name and a raw value with its meaning.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct At {
    /// Name of the input.
    pub name: String,
    /// Raw values: one, or the first few of an array.
    pub raw: Vec<i32>,
    /// How many more there are.
    pub more: usize,
    /// Real value, of a scalar.
    pub real: Option<f64>,
    /// Its unit.
    pub unit: Option<String>,
}

/// The integer network against the float network, in the unit of the outputs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Errors {
    /// Whether every declared input was run, so that the figures are facts and not those of a sample.
    pub proved: bool,
    /// How many inputs were run.
    pub points: u64,
    /// Unit of the output with the greatest deviation.
    pub unit: Option<String>,
    /// The greatest deviation.
    pub worst: f64,
    /// The input with it.
    pub worst_at: Vec<At>,
    /// The output with it.
    pub worst_output: String,
    /// What the integer network gives there.
    pub worst_integer: f64,
    /// What the float network gives there.
    pub worst_float: f64,
    /// Mean of the deviations' magnitudes.
    pub mean: f64,
    /// Root of the mean of their squares.
    pub rms: f64,
    /// What no input exceeds: the greatest deviation itself where all were run, else a sound bound.
    pub bound: f64,
    /// Of a classifier: for how many of the inputs that were run both networks name one class.
    pub same_class: Option<u64>,
}

/// The attribute that this model can keep.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Promise {
    /// The least round `max_error` that builds.
    pub max_error: f64,
    /// The lines to paste.
    pub attribute: String,
}

/// What the model takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cost {
    /// Multiplications of one inference.
    pub macs: usize,
    /// Activations on the stack at the peak, in bytes, at most.
    pub stack_bytes: usize,
    /// Static RAM, in bytes.
    pub ram_bytes: usize,
    /// What depends on the core.
    pub targets: Vec<TargetCost>,
}

/// What the model takes on a core.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TargetCost {
    /// Name of the core.
    pub target: &'static str,
    /// Constant data in flash, in bytes.
    pub data_bytes: usize,
    /// Code and data in flash, in bytes: an estimate.
    pub flash_bytes: usize,
    /// Instructions of one inference: an estimate.
    pub instructions: usize,
}

/// The forms in which the model can run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Forms {
    /// The layers, which the rest of the report is about; then segments, if it has any.
    pub forms: Vec<Form>,
    /// Why there are no segments, if there are none.
    pub refused: Option<String>,
}

/// A form in which the model can run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Form {
    /// What the attribute's `lowering` is.
    pub lowering: &'static str,
    /// Layers or segments, and how many.
    pub what: String,
    /// Whether every declared input was run.
    pub proved: bool,
    /// What no declared input's deviation exceeds, in the output's unit.
    pub bound: f64,
    /// What depends on the core.
    pub targets: Vec<TargetCost>,
    /// The lines to paste.
    pub attribute: String,
}

/// A layer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Layer {
    /// Name from the file.
    pub name: String,
    /// Values that enter.
    pub inputs: usize,
    /// Values that leave.
    pub outputs: usize,
    /// Multiplications.
    pub macs: usize,
    /// Weights, biases and scales, in bytes, for each core of the report.
    pub bytes: Vec<usize>,
    /// Storage of the weights.
    pub storage: String,
    /// Activation as the file names it.
    pub activation: String,
    /// What follows the sums on the chip.
    pub operator: String,
    /// Units that were removed: constant for every declared input, or alike.
    pub removed: usize,
    /// What the sums can be.
    pub sums: Sums,
    /// Real value of one unit of the sums, over the rows.
    pub step: Span,
    /// Real value of one unit of the results, over the rows.
    pub out_step: Span,
    /// How sums become results.
    pub rescaling: Rescaling,
    /// How often a result is cut off at a bound.
    pub clamped: Clamped,
    /// Deviation of the model's output if only this layer is of integers.
    pub alone: Deviation,
    /// Deviation of the model's output if all layers up to this one are of integers.
    pub up_to_here: Deviation,
}

/// The range of a layer's sums.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Sums {
    /// Least sum.
    pub min: i64,
    /// Greatest sum.
    pub max: i64,
    /// The same as real numbers.
    pub real: Span,
    /// Whether some input reaches both; else no input exceeds them.
    pub reached: bool,
}

/// From a least to a greatest value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Span {
    /// Least.
    pub min: f64,
    /// Greatest.
    pub max: f64,
}

/// The integers behind the sums.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Rescaling {
    /// One shift for all rows.
    pub shift: Option<u32>,
    /// A multiplier for each row.
    pub rows: Vec<Multiplier>,
    /// Entries of a table.
    pub table: Option<usize>,
}

/// `(sum >> pre) * multiplier >> post`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Multiplier {
    /// See the struct.
    pub multiplier: i16,
    /// See the struct.
    pub pre: u8,
    /// See the struct.
    pub post: u8,
}

/// How often a layer's results were cut off at a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Clamped {
    /// Inputs of the model that were tried.
    pub points: u64,
    /// For how many of them at least one result was cut off.
    pub inputs: u64,
}

/// A deviation of the model's outputs, in their unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Deviation {
    /// The greatest.
    pub worst: f64,
    /// Root of the mean of the squares.
    pub rms: f64,
}

/// The model on samples.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Samples {
    /// The file as the user named it.
    pub file: String,
    /// Number of samples.
    pub rows: usize,
    /// Samples with an input outside of the declared range, which was clamped.
    pub outside: usize,
    /// Of a regression.
    pub outputs: Vec<Fit>,
    /// Of a classifier.
    pub classes: Option<Classes>,
}

/// An output on samples.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Fit {
    /// Name of the output.
    pub name: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Of the float network.
    pub float: Residuals,
    /// Of the integer network.
    pub integer: Residuals,
}

/// What is left between prediction and sample.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Residuals {
    /// Mean of prediction less sample.
    pub bias: f64,
    /// Mean of the magnitudes.
    pub mean: f64,
    /// Root of the mean of the squares.
    pub rms: f64,
    /// Greatest magnitude.
    pub worst: f64,
    /// The row with it; the first one behind the header is 1.
    pub worst_row: usize,
}

/// A classifier on samples.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Classes {
    /// Samples that the float network gets right.
    pub float_right: usize,
    /// Samples that the integer network gets right.
    pub integer_right: usize,
    /// Samples for which both name one class.
    pub same: usize,
    /// Of the integer network: how many of each class (row) were taken for each class (column); empty above
    /// [`MOST_CLASSES`].
    pub confusion: Vec<Vec<usize>>,
    /// The commonest mistakes: the class, what it was taken for, how often.
    pub mistakes: Vec<(String, String, usize)>,
}

/// The most classes that a confusion matrix is written for.
pub(crate) const MOST_CLASSES: usize = 32;
