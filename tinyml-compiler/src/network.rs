//! The checked network: what every later stage starts from.
//!
//! A `Network` holds real numbers as the file gives them. Shapes agree, names are unique identifiers and every number
//! is finite: `check` has made sure of it, so nothing after it looks again. It knows nothing of JSON or of integers
//! on the chip.

use crate::metadata::Metadata;
use crate::options::Deploy;

/// A network whose shapes, names and numbers have been checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Name of the model, an identifier.
    pub name: String,
    /// What the model is for, in the words of its file.
    pub description: Option<String>,
    /// Inputs in the order in which they enter the first layer.
    pub inputs: Vec<Input>,
    /// What comes out of the last layer.
    pub outputs: Outputs,
    /// Dense layers in order; there is at least one.
    pub layers: Vec<Dense>,
    /// What the file recommends for whoever embeds it.
    pub deploy: Deploy,
    /// Metadata on the training.
    pub training: Vec<(String, Metadata)>,
}

/// One input, or an array of `length` inputs of the same kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Identifier; becomes the parameter's name.
    pub name: String,
    /// Free text for the documentation.
    pub description: Option<String>,
    /// Integer type that the sensor gives.
    pub ty: IntType,
    /// Unit of the real value.
    pub unit: Option<String>,
    /// Least raw value for which the model was made.
    pub min: i64,
    /// Greatest raw value for which the model was made.
    pub max: i64,
    /// Real value of one raw step.
    pub scale: f64,
    /// The network sees `(raw * scale - mean) / std`.
    pub mean: f64,
    /// See `mean`; greater than zero.
    pub std: f64,
    /// `Some(n)`: an array of `n` values; `None`: a scalar.
    pub length: Option<usize>,
    /// What raw values say of the sensor, where they are no measurement; nothing of an array.
    pub faults: Faults,
}

/// What raw values of an input say of the sensor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// Raw values that mean a fault; no value means two.
    pub declared: Vec<Fault>,
    /// The part of the declared range over which the model is calibrated, both ends included; holds no fault.
    pub calibrated: Option<(i64, i64)>,
}

impl Faults {
    /// Whether there is anything to tell apart.
    pub fn declares_something(&self) -> bool {
        !self.declared.is_empty() || self.calibrated.is_some()
    }
}

/// Raw values that a sensor gives when something is wrong with it, such as an open circuit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Identifier; becomes a variant of the enum of faults.
    pub name: String,
    /// What has happened.
    pub description: Option<String>,
    /// Least such raw value; may lie outside of the declared range.
    pub min: i64,
    /// Greatest such raw value.
    pub max: i64,
}

impl Input {
    /// Number of values that this input feeds into the first layer.
    pub fn width(&self) -> usize {
        self.length.unwrap_or(1)
    }

    /// What the float network sees for a raw value.
    pub fn normalized(&self, raw: i64) -> f64 {
        (raw as f64 * self.scale - self.mean) / self.std
    }
}

/// The meaning of the last layer's rows.
#[derive(Debug, Clone, PartialEq)]
pub enum Outputs {
    /// One value for each row, all of one integer type.
    Values(Vec<Output>),
    /// A score for each label.
    Classes {
        /// Type and scale of the scores.
        output: Output,
        /// Class names, one for each row.
        labels: Vec<String>,
    },
}

/// One output, or the common description of a classifier's scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Identifier.
    pub name: String,
    /// Free text for the documentation.
    pub description: Option<String>,
    /// Integer type that the firmware gets.
    pub ty: IntType,
    /// Unit of the real value.
    pub unit: Option<String>,
    /// Real value of one raw step.
    pub scale: f64,
    /// Least raw value that may come out (the type's, unless the file narrows it).
    pub min: i64,
    /// Greatest raw value that may come out.
    pub max: i64,
}

/// A fully connected layer and the activation behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    /// Identifier; becomes the constant's name.
    pub name: String,
    /// Number of values that enter.
    pub inputs: usize,
    /// Number of values that leave.
    pub outputs: usize,
    /// `outputs` x `inputs`, row-major.
    pub weights: Vec<f64>,
    /// One for each output.
    pub bias: Vec<f64>,
    /// Applied to each output, or (softmax, argmax) to all of them.
    pub activation: Activation,
}

impl Dense {
    /// The weights of one output unit.
    pub fn row(&self, output: usize) -> &[f64] {
        &self.weights[output * self.inputs..(output + 1) * self.inputs]
    }
}

/// What follows the sum of products.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Activation {
    /// The identity.
    None,
    /// `max(x, 0)`
    Relu,
    /// `min(max(x, lo), hi)`; ReLU6 is `0..6`.
    Clamp {
        /// Lower bound.
        min: f64,
        /// Upper bound.
        max: f64,
    },
    /// `x` where positive, `slope * x` elsewhere; `0 <= slope < 1`.
    LeakyRelu {
        /// Factor on the negative side.
        slope: f64,
    },
    /// Hyperbolic tangent.
    Tanh,
    /// `1 / (1 + exp(-x))`
    Sigmoid,
    /// Probabilities of the classes; only on the last layer.
    Softmax,
    /// The scores as they are, of which the greatest names the class; only on the last layer.
    Argmax,
}

/// Integer types at the edges of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntType {
    /// `u8`
    U8,
    /// `i8`
    I8,
    /// `u16`
    U16,
    /// `i16`
    I16,
    /// `i32`; outputs only.
    I32,
}

impl IntType {
    /// Rust's name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I8 => "i8",
            Self::U16 => "u16",
            Self::I16 => "i16",
            Self::I32 => "i32",
        }
    }

    /// Least value.
    pub fn min(self) -> i64 {
        match self {
            Self::U8 | Self::U16 => 0,
            Self::I8 => i64::from(i8::MIN),
            Self::I16 => i64::from(i16::MIN),
            Self::I32 => i64::from(i32::MIN),
        }
    }

    /// Greatest value.
    pub fn max(self) -> i64 {
        match self {
            Self::U8 => i64::from(u8::MAX),
            Self::I8 => i64::from(i8::MAX),
            Self::U16 => i64::from(u16::MAX),
            Self::I16 => i64::from(i16::MAX),
            Self::I32 => i64::from(i32::MAX),
        }
    }

    /// Size in bytes.
    pub fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::I32 => 4,
        }
    }

    /// Whether negative values exist.
    pub fn signed(self) -> bool {
        self.min() < 0
    }
}
