//! What a dataset's columns mean, what the network looks like, and how it is to be trained.

use tinyml_compiler::network::{Activation, Input, Output};

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
