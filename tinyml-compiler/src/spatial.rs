//! The checked network with convolutions: layers over arrays that have a shape.
//!
//! It comes from the same model files as [`crate::network::Network`], but becomes a graph of 8 bits by way of a calibration set
//! ([`crate::graph`]), since no proof over all inputs is possible for it. Shapes agree, names are unique identifiers, and
//! every number is finite.

use crate::network::{Activation, Input, Outputs};
use crate::tflite::Padding;

/// A network with convolutions whose shapes, names and numbers have been checked.
#[derive(Debug, Clone, PartialEq)]
pub struct SpatialNetwork {
    /// Name of the model, an identifier.
    pub name: String,
    /// What the model is for, in the words of its file.
    pub description: Option<String>,
    /// The input, of type `i8`.
    pub input: Input,
    /// Its extents: height, width, channels; length, channels; or a number of values.
    pub shape: Vec<usize>,
    /// What comes out of the last layer; all of type `i8` and of one scale.
    pub outputs: Outputs,
    /// The layers in order; there is at least one.
    pub layers: Vec<SpatialLayer>,
}

/// A layer, which takes what the one before it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct SpatialLayer {
    /// Identifier.
    pub name: String,
    /// What it does.
    pub kind: LayerKind,
    /// Extents of what it gives.
    pub shape: Vec<usize>,
    /// What follows.
    pub activation: Activation,
}

/// What a layer does.
#[derive(Debug, Clone, PartialEq)]
pub enum LayerKind {
    /// Sums over all values: weights are outputs x inputs, row-major.
    Dense(Weights),
    /// Sums over windows: weights are outputs x height x width x channels.
    Convolution(Windows, Weights),
    /// Sums over windows of single channels: weights are outputs x height x width, with as many outputs in a row for each channel.
    Depthwise(Windows, Weights),
    /// The greatest value of each window.
    MaxPool(Windows),
    /// The mean of each window, as far as it lies within.
    AveragePool(Windows),
    /// The same values in a row.
    Flatten,
    /// The sum with what the layer of this number gives.
    Add(usize),
}

/// Weights and biases.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Row after row, one for each output.
    pub values: Vec<f64>,
    /// One for each output.
    pub bias: Vec<f64>,
}

/// How windows lie over height and width; over a length, the height is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// Rows and columns of a window.
    pub kernel: [usize; 2],
    /// From one window to the next.
    pub stride: [usize; 2],
    /// From one tap to the next.
    pub dilation: [usize; 2],
    /// How they meet the borders.
    pub padding: Padding,
}
