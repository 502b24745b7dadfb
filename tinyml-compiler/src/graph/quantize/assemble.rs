//! The graph of 8 bits: every tensor with its integers, every operator with its quantised constants.

use super::classes::{Classes, Given};
use super::constants::{self, Weights};
use super::measure::{Extent, Measured};
use super::{Scaling, notes, scales};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::operators::Operator;
use crate::graph::real::reals;
use crate::graph::{ElementType, Graph, Node, Quantization, Tensor, TensorId};
use crate::tflite::Options;

/// The number that TensorFlow Lite has for QUANTIZE.
const QUANTIZE: i32 = 114;

/// Weights and biases by their tensors, the latter perhaps absent.
type Pair = (TensorId, Option<TensorId>);
/// Float weights and biases, and the bits of the scale of what they are multiplied with.
type Use = (Pair, u32);

/// A graph on its way from floats to integers.
pub(super) struct Assembly<'g> {
    float: &'g Graph,
    classes: Classes,
    /// The scale of each class, at the number of the tensor that stands for it.
    scales: Vec<Option<Given>>,
    tensors: Vec<Tensor>,
    nodes: Vec<Node>,
    /// Weights and biases that have been made: for which tensors, and for which scale of the input.
    made: Vec<(Use, Pair)>,
    notes: Vec<String>,
}

/// Puts the graph together.
///
/// # Errors
///
/// All operators that cannot be quantised.
pub(super) fn assemble(
    float: &Graph,
    classes: Classes,
    measured: &Measured,
) -> Result<(Graph, Vec<String>), Report> {
    let mut assembly = Assembly::new(float, classes, measured)?;
    let mut report = Report::new();
    for place in 0..float.nodes.len() {
        if let Err(diagnostic) = assembly.node(place) {
            report.push(*diagnostic);
        }
    }
    let Assembly { tensors, nodes, notes, .. } = assembly;
    let (name, inputs, outputs) = (float.name.clone(), float.inputs.clone(), float.outputs.clone());
    report.finish(Ok((Graph { name, tensors, nodes, inputs, outputs }, notes)))
}

impl<'g> Assembly<'g> {
    fn new(float: &'g Graph, classes: Classes, measured: &Measured) -> Result<Self, Report> {
        let scales = class_scales(float, &classes, measured)?;
        let (tensors, nodes, made) = (float.tensors.clone(), Vec::new(), Vec::new());
        let mut assembly = Self { float, classes, scales, tensors, nodes, made, notes: Vec::new() };
        for (id, tensor) in float.tensors.iter().enumerate() {
            if tensor.element == ElementType::F32 && tensor.data.is_none() {
                let scale = assembly.scale(id);
                assembly.tensors[id].element = ElementType::I8;
                assembly.tensors[id].quantization = Some(Quantization::one(scale.0, scale.1));
            }
        }
        Ok(assembly)
    }

    fn scale(&self, id: TensorId) -> Given {
        self.scales[self.classes.root(id)].unwrap_or((1.0, 0))
    }

    fn node(&mut self, place: usize) -> Result<(), Box<Diagnostic>> {
        let node = &self.float.nodes[place];
        let is_float = |id: TensorId| self.float.tensors[id].element == ElementType::F32;
        let ids = node.inputs.iter().copied().flatten().chain(node.outputs.iter().copied());
        let mut quantized = node.clone();
        if ids.into_iter().any(is_float) {
            match node.operator.scaling() {
                Scaling::None => return Err(refused(node)),
                Scaling::Weights { data, weights, axis, bias } => {
                    self.weighted(node, &mut quantized, [data, weights, bias], axis)?;
                }
                Scaling::Own | Scaling::Same | Scaling::Fixed { .. } => {}
            }
            self.plain_constants(&quantized);
            self.requantise(place, &mut quantized)?;
        }
        self.nodes.push(quantized);
        Ok(())
    }

    /// Quantises weights and biases that are constants; what is computed has the scale of its own range.
    fn weighted(
        &mut self,
        node: &Node,
        quantized: &mut Node,
        [data, weights, bias]: [usize; 3],
        axis: usize,
    ) -> Result<(), Box<Diagnostic>> {
        let input = |index: usize| node.inputs.get(index).copied().flatten();
        let (Some(from), Some(weight)) = (input(data), input(weights)) else { return Ok(()) };
        let float = &self.float.tensors[weight];
        let Some(values) = reals(float) else { return Ok(()) };
        let biases = input(bias).and_then(|id| Some((id, reals(&self.float.tensors[id])?)));
        let step = self.scale(from).0;
        let key = ((weight, biases.as_ref().map(|(id, _)| *id)), step.to_bits());
        let known = self.made.iter().find(|(known, _)| *known == key).map(|(_, made)| *made);
        let made = match known {
            Some(made) => made,
            None => {
                let real = biases.as_ref().map_or([].as_slice(), |(_, values)| values);
                let Some(made) = constants::weights(float, &values, axis, real, step) else {
                    return Err(misfit(node));
                };
                self.notes.extend(notes::crushed(&float.name, &made, node));
                let made =
                    self.store(made, biases.as_ref().map(|(id, values)| (*id, values.as_slice())), step);
                self.made.push((key, made));
                made
            }
        };
        quantized.inputs[weights] = Some(made.0);
        if let Some(id) = made.1 {
            quantized.inputs[bias] = Some(id);
        }
        Ok(())
    }

    fn store(&mut self, weights: Weights, bias: Option<(TensorId, &[f64])>, step: f32) -> Pair {
        let scales = weights.tensor.quantization.as_ref().map_or([].as_slice(), |one| &one.scales);
        let bias = bias.map(|(id, values)| constants::biases(&self.float.tensors[id], values, scales, step));
        self.tensors.push(weights.tensor);
        let weights = self.tensors.len() - 1;
        (weights, bias.map(|bias| self.add(bias)))
    }

    fn add(&mut self, tensor: Tensor) -> TensorId {
        self.tensors.push(tensor);
        self.tensors.len() - 1
    }

    /// Gives the float constants among a node's inputs the scale of their class.
    fn plain_constants(&mut self, node: &Node) {
        for id in node.inputs.iter().copied().flatten() {
            if self.tensors[id].element == ElementType::F32
                && let Some(values) = reals(&self.tensors[id])
            {
                self.tensors[id] = constants::plain(&self.tensors[id], &values, self.scale(id));
            }
        }
    }

    /// Puts a QUANTIZE before each input whose scale is not that of the output that it goes to.
    fn requantise(&mut self, place: usize, node: &mut Node) -> Result<(), Box<Diagnostic>> {
        let Some(&output) = node.outputs.first() else { return Ok(()) };
        for index in 0..node.inputs.len() {
            let Some(id) = node.inputs[index].filter(|_| self.classes.requantised.contains(&(place, index)))
            else {
                continue;
            };
            let Some(Ok(operator)) = Operator::read(QUANTIZE, &Options::NONE) else {
                return Err(refused(node));
            };
            let scale = self.scale(output);
            let name = format!("{}_rescaled", self.tensors[id].name);
            let quantization = Some(Quantization::one(scale.0, scale.1));
            let rescaled = self.add(Tensor { name, quantization, ..self.tensors[id].clone() });
            let (inputs, outputs) = (vec![Some(id)], vec![rescaled]);
            self.nodes.push(Node { index: node.index, operator, inputs, outputs });
            node.inputs[index] = Some(rescaled);
        }
        Ok(())
    }
}

/// The scale of each class: the one that is given, or that of all that its tensors hold.
fn class_scales(float: &Graph, classes: &Classes, measured: &Measured) -> Result<Vec<Option<Given>>, Report> {
    let mut extents = vec![None; float.tensors.len()];
    for (id, tensor) in float.tensors.iter().enumerate() {
        if tensor.element == ElementType::F32 {
            let extent = reals(tensor).map_or(measured.extents[id], |values| Extent::of(&values));
            let class: &mut Option<Extent> = &mut extents[classes.root(id)];
            *class = Some(class.unwrap_or_default().with(extent));
        }
    }
    let scale = |(id, extent): (TensorId, Option<Extent>)| match (classes.given(id), extent) {
        (Some(given), _) => Ok(Some(given)),
        (None, Some(extent)) => scales::activation(extent).map(Some).ok_or_else(|| too_wide(float, id)),
        (None, None) => Ok(None),
    };
    extents.into_iter().enumerate().map(scale).collect()
}

fn too_wide(float: &Graph, id: TensorId) -> Report {
    let message = format!("tensor {} takes values beyond single precision", float.tensors[id].shown());
    Diagnostic::new(Code::NotQuantizable, message)
        .help("the weights, or the samples, are not those of a network that has been trained")
        .into()
}

fn refused(node: &Node) -> Box<Diagnostic> {
    let message =
        format!("operator {} (`{}`) cannot be quantised from float", node.index, node.operator.name());
    Box::new(Diagnostic::new(Code::NotQuantizable, message).help(
        "quantise the model with TensorFlow (`converter.optimizations`, `representative_dataset`), and embed that file",
    ))
}

fn misfit(node: &Node) -> Box<Diagnostic> {
    let message = format!(
        "operator {} (`{}`) has biases that are not those of its weights",
        node.index,
        node.operator.name()
    );
    Box::new(Diagnostic::new(Code::NotQuantizable, message).expected("one bias for each output channel"))
}
