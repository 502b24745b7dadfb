//! Float graphs become graphs of 8 bits: quantisation after training, with a calibration set.
//!
//! | file | what |
//! |---|---|
//! | `calibration/` | typical inputs from a file |
//! | `measure.rs`, `cost.rs` | which values each tensor takes over them; how many samples a build has time for |
//! | `classes.rs`, `scaling.rs` | which tensors share a scale, and which scales are given |
//! | `scales.rs`, `constants.rs` | from ranges to scales; weights, biases and other constants |
//! | `assemble.rs` | the graph of integers |
//! | `deviation.rs`, `notes.rs` | how far it is from the float graph, layer by layer; what is worth telling |
//!
//! The rules are those of TensorFlow Lite's full integer quantisation: weights of 8 bits, symmetric, with a scale for each output
//! channel; biases of 32 bits in steps of the products; activations of 8 bits with one scale and zero point for a tensor, from the
//! least to the greatest value that the calibration set leads to. An outlier therefore widens the range for all: nothing is cut
//! off but what no sample reached. The result is a graph like any other, and is lowered like any other.
//!
//! **Source**: the specification <https://ai.google.dev/edge/litert/models/quantization_spec>, and B. Jacob et al., *Quantization
//! and training of neural networks for efficient integer-arithmetic-only inference*, CVPR 2018.

mod assemble;
mod calibration;
mod classes;
mod constants;
mod cost;
mod deviation;
mod measure;
mod notes;
mod prepare;
mod scales;
mod scaling;
#[cfg(test)]
mod tests;

pub use calibration::{Calibration, CalibrationFile};
pub use classes::Given;
pub use deviation::Deviation;
pub(crate) use prepare::unneeded;
pub use prepare::{Prepared, Quality, Terms, prepare};
pub use scaling::Scaling;

use crate::diagnostic::Report;
use crate::graph::{Graph, TensorId};

/// A graph that has been quantised.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantized {
    /// The graph of integers; its tensors have the numbers that they had, new ones come behind.
    pub graph: Graph,
    /// How many samples its scales come from.
    pub samples: usize,
    /// What is worth telling, a sentence each.
    pub notes: Vec<String>,
}

/// Quantises a float graph. `edges` are tensors whose scales are given.
///
/// # Errors
///
/// T0966 and T0967: what cannot be run in float, or has no form of 8 bits.
pub fn quantize(graph: &Graph, set: &Calibration, edges: &[(TensorId, Given)]) -> Result<Quantized, Report> {
    let measured = measure::measure(graph, set)?;
    let (integer, mut notes) = assemble::assemble(graph, classes::Classes::of(graph, edges), &measured)?;
    notes.extend(notes::partly(measured.samples, set.len()));
    Ok(Quantized { graph: integer, samples: measured.samples, notes })
}
