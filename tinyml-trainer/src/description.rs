//! What a dataset's columns mean, what the network looks like, and how it is to be trained.
//!
//! A description is a TOML file, read and checked as strictly as a model file, or is made of flags and of what the
//! data looks like. It knows names, types and units; numbers are the dataset's.
//!
//! | section | keys |
//! |---|---|
//! | | `name`, `description`, `monotone` (`"increasing"` or `"decreasing"`, of one input and one value) |
//! | `[[inputs]]` | `name`, `type`, `range` (raw, both ends included), and if needed `unit`, `scale` (real value of a raw step, 1), `description`, `column` (the name), `multiply` (1), `calibrated` (a part of the range) and `faults`, both as in model files; an array has `columns`, a list or a pattern such as `"p{0..63}"`, and `length` |
//! | `[[outputs]]` | `name`, `type`, `scale`, and if needed `unit`, `range`, `description`, `column`, `multiply`; a classifier has `labels`, a list or `"auto"` (as they are sorted in the data), and its `scale` may be left out (0.001) |
//! | `[network]` | `hidden` (`[8, 8]`), `activation` (`"relu"`) with `slope` for `"leaky_relu"`, `last` of a classifier (`"argmax"`, `"softmax"`, `"none"`) |
//! | `[training]` | `seed`, `recipe`, `folds` (a number or `"leave_one_out"`), `image` (`[width, height]`) |
//! | `[deploy]` | `quant`, `layers` (`{ fc1 = "i4", out = "i8" }`), `activations`, `max_error`: as the attribute takes them |

mod choose;
mod columns;
mod flags;
mod known;
mod port;
mod read;
mod settings;
mod tree;

pub use flags::{Flags, activation};
pub use read::{open, read};
pub use settings::layer_names;

use tinyml_compiler::Options;
use tinyml_compiler::network::{Activation, Input, Output};

use crate::{Folds, Recipe};

/// A description, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// Name of the model, an identifier.
    pub name: String,
    /// What the model is for.
    pub description: Option<String>,
    /// Inputs, in the order in which they enter.
    pub inputs: Vec<InputColumns>,
    /// What comes out.
    pub outputs: OutputColumns,
    /// Units of each hidden layer.
    pub hidden: Vec<usize>,
    /// Behind each hidden layer.
    pub activation: Activation,
    /// The last layer's, for a classifier; `Activation::Argmax` unless told.
    pub last: Activation,
    /// Which way the output must go with its only input.
    pub monotone: Option<Monotone>,
    /// Width and height, if the inputs are the pixels of an image: shifted copies of it are then samples too.
    pub image: Option<(usize, usize)>,
    /// What the section `training` says.
    pub training: TrainingSection,
    /// What the section `deploy` says: how the model will be quantised.
    pub deploy: Options,
}

/// How to train, as far as the description says so; a flag may say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TrainingSection {
    /// Everything random follows from it.
    pub seed: Option<u64>,
    /// The way to go.
    pub recipe: Option<Recipe>,
    /// How to validate.
    pub folds: Option<Folds>,
}

/// One input and the columns that it is read from.
#[derive(Debug, Clone, PartialEq)]
pub struct InputColumns {
    /// One column for a scalar, `length` for an array.
    pub columns: Vec<String>,
    /// The column's value times this is in the unit of the input: 1000 for a column of volts and an input of millivolts.
    pub multiply: f64,
    /// Name, type, unit, range, scale of one raw step; `mean` and `std` are 0 and 1 until training finds them.
    pub input: Input,
}

/// What comes out, and the columns that tell it.
#[derive(Debug, Clone, PartialEq)]
pub enum OutputColumns {
    /// One value from each column.
    Values(Vec<OutputColumn>),
    /// A class, whose names are in one column.
    Classes {
        /// The column.
        column: String,
        /// Type and scale of the scores.
        output: Output,
        /// Names in the order of the network's rows; empty: as they are sorted in the data.
        labels: Vec<String>,
    },
}

/// One output and its column.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputColumn {
    /// The column.
    pub column: String,
    /// The column's value times this is in the unit of the output.
    pub multiply: f64,
    /// Name, type, unit, scale of one raw step, range.
    pub output: Output,
}

/// Which way a function goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Monotone {
    /// Never falls.
    Increasing,
    /// Never rises.
    Decreasing,
}

impl Description {
    /// Number of values that enter the network.
    pub fn width(&self) -> usize {
        self.inputs.iter().map(|input| input.input.width()).sum()
    }

    /// All columns that are read, the inputs' first.
    pub fn columns(&self) -> Vec<&str> {
        let inputs = self.inputs.iter().flat_map(|input| &input.columns).map(String::as_str);
        match &self.outputs {
            OutputColumns::Values(values) => {
                inputs.chain(values.iter().map(|value| value.column.as_str())).collect()
            }
            OutputColumns::Classes { column, .. } => inputs.chain([column.as_str()]).collect(),
        }
    }

    /// The input that each of the `width` values belongs to.
    pub fn values(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().flat_map(|input| std::iter::repeat_n(&input.input, input.input.width()))
    }

    /// The integers that the chip is given for one sample: real values in steps of `scale`, rounded to nearest, within
    /// the declared ranges.
    pub fn raw(&self, sample: &[f64]) -> Vec<i64> {
        self.values().zip(sample).map(|(input, value)| raw(input, *value)).collect()
    }
}

/// The integer that the chip is given for a real value.
pub fn raw(input: &Input, value: f64) -> i64 {
    // The clamp comes first, so that the cast is exact.
    (value / input.scale).round().clamp(input.min as f64, input.max as f64) as i64
}
