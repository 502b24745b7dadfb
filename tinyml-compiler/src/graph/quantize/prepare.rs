//! The stage before lowering: a float graph is quantised, one of integers goes on as it is, and what is missing is asked for.

use std::borrow::Cow;

use super::{Calibration, CalibrationFile, Deviation, Given, Quantized, deviation, quantize};
use crate::diagnostic::{Blame, Code, Diagnostic, Place, Report, count};
use crate::graph::lower::Lowered;
use crate::graph::memory::Plan;
use crate::graph::{ElementType, Graph, TensorId};
use crate::options::Options;

/// What a model file says of a float graph beside the graph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Terms {
    /// Tensors whose scales it gives.
    pub scales: Vec<(TensorId, Given)>,
    /// Mean and deviation with which each input is normalised: samples are in real units. Empty: they are as the network sees them.
    pub normalize: Vec<(f64, f64)>,
}

/// A graph of integers, and what it was made of, if it was made here.
#[derive(Debug, Clone)]
pub struct Prepared<'g> {
    /// What is lowered.
    pub graph: Cow<'g, Graph>,
    made: Option<Made<'g>>,
}

#[derive(Debug, Clone)]
struct Made<'g> {
    float: &'g Graph,
    set: Calibration,
    samples: usize,
    notes: Vec<String>,
}

/// How good a quantisation is.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// Samples that the scales come from.
    pub calibrated: usize,
    /// Samples that were compared.
    pub compared: usize,
    /// Of each operator's output, in the order of the file.
    pub layers: Vec<Deviation>,
    /// What is worth telling, a sentence each.
    pub notes: Vec<String>,
}

impl Quality {
    /// The layer that deviates most, in its own steps.
    pub fn worst(&self) -> Option<&Deviation> {
        self.layers.iter().fold(None, |worst: Option<&Deviation>, layer| match worst {
            Some(worst) if worst.rms >= layer.rms => Some(worst),
            _ => Some(layer),
        })
    }
}

impl Quality {
    /// Where the scales come from, and which layer deviates most; on one line.
    pub fn summary(&self) -> String {
        let worst = self.worst().map(|worst| {
            let Deviation { node, operator, name, rms, .. } = worst;
            let name = crate::emit::markdown::code(name);
            format!("; most at operator {node} ({operator}, {name}): {rms:.2} steps")
        });
        format!(
            "Quantised with {} of calibration. Deviation from the float network over {} of them{}.",
            count(self.calibrated, "sample"),
            self.compared,
            worst.unwrap_or_default(),
        )
    }
}

/// Quantises a graph that computes with floats, with the calibration set of the options.
///
/// # Errors
///
/// A float graph without a calibration set, or one of integers with one; what is wrong with the set; what cannot be quantised.
pub fn prepare<'g>(
    graph: &'g Graph,
    terms: &Terms,
    options: &Options,
    file: &str,
) -> Result<Prepared<'g>, Report> {
    match (is_float(graph), &options.calibration) {
        (false, None) => Ok(Prepared { graph: Cow::Borrowed(graph), made: None }),
        (false, Some(_)) => Err(unneeded("the model is quantised already", file).into()),
        (true, None) => Err(needed(graph, file).into()),
        (true, Some(calibration)) => {
            let set = read(calibration, graph, terms)?;
            let Quantized { graph: integer, samples, notes } = quantize(graph, &set, &terms.scales)?;
            Ok(Prepared {
                graph: Cow::Owned(integer),
                made: Some(Made { float: graph, set, samples, notes }),
            })
        }
    }
}

impl Prepared<'_> {
    /// How far the integers are from the floats; `None` of a graph that was quantised elsewhere.
    ///
    /// # Errors
    ///
    /// An operator without a form in real numbers.
    pub fn quality(&self, lowered: &Lowered, plan: &Plan) -> Result<Option<Quality>, Report> {
        let Some(Made { float, set, samples, notes }) = &self.made else { return Ok(None) };
        let (layers, compared) = deviation::deviations((float, &self.graph), set, lowered, plan)?;
        Ok(Some(Quality { calibrated: *samples, compared, layers, notes: notes.clone() }))
    }
}

/// Whether a graph computes with floats: floats that are only brought in and handed out by QUANTIZE and DEQUANTIZE do not count.
fn is_float(graph: &Graph) -> bool {
    let computes = |id: TensorId| graph.tensors[id].element == ElementType::F32;
    let is_edge = |name: &str| matches!(name, "QUANTIZE" | "DEQUANTIZE");
    graph
        .nodes
        .iter()
        .filter(|node| !is_edge(node.operator.name()))
        .any(|node| node.inputs.iter().copied().flatten().chain(node.outputs.iter().copied()).any(computes))
}

fn read(file: &CalibrationFile, graph: &Graph, terms: &Terms) -> Result<Calibration, Report> {
    let shapes: Vec<&[usize]> = graph.inputs.iter().map(|&id| graph.tensors[id].shape.as_slice()).collect();
    let set = Calibration::read(file, &shapes)?;
    Ok(set.map(|input, value| match terms.normalize.get(input) {
        Some((mean, deviation)) => (value - mean) / deviation,
        None => value,
    }))
}

fn needed(graph: &Graph, file: &str) -> Diagnostic {
    let inputs: Vec<String> = graph.inputs.iter().map(|&id| graph.tensors[id].shown()).collect();
    Diagnostic::new(Code::NeedsCalibration, "the model is in float, and nothing says how it is to be quantised")
        .placed(Place::file(file))
        .expected("`calibration = \"data/calibration.npy\"`, a set of typical inputs, in the attribute")
        .found(format!("the input {}", inputs.join(", ")))
        .help(
            "save a hundred typical inputs of the network with `numpy.save` (the first axis counts them), or as CSV: \
             they show which values each layer takes",
        )
}

/// A calibration set for something that has no use for it.
pub(crate) fn unneeded(what: &str, file: &str) -> Diagnostic {
    Diagnostic::new(Code::CalibrationUnneeded, format!("{what}, and has no use for a calibration set"))
        .placed(Place::file(file))
        .blame(Blame::Argument("calibration"))
        .help("remove `calibration`")
}
