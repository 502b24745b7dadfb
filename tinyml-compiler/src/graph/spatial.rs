//! Networks with convolutions from model files as float graphs, which calibration then quantises.
//!
//! An array over one axis is an image one row high, since TensorFlow Lite has no convolutions over one axis. The scales at both
//! ends are those that the file declares; the calibration set chooses all others.

use std::rc::Rc;

use crate::graph::operators::{
    Add, AveragePool2d, Conv2d, DepthwiseConv2d, FullyConnected, LeakyRelu, Logistic, MaxPool2d, Operator,
    Reshape, Softmax, SumOptions, Tanh,
};
use crate::graph::padding::Strides;
use crate::graph::pooling::Pool;
use crate::graph::quantize::{Given, Terms};
use crate::graph::{Data, ElementType, Graph, Node, Tensor, TensorId};
use crate::network::{Activation, Output, Outputs};
use crate::spatial::{LayerKind, SpatialLayer, SpatialNetwork, Weights, Windows};
use crate::tflite::Fused;

/// A float graph, and what the file says of its edges.
#[derive(Debug, Clone, PartialEq)]
pub struct Spatial {
    /// The graph.
    pub graph: Graph,
    /// Scales of its edges, and the normalisation of its input.
    pub terms: Terms,
    /// The classes of its scores; empty where there are none.
    pub labels: Vec<String>,
}

/// A graph on its way.
struct Building {
    tensors: Vec<Tensor>,
    nodes: Vec<Node>,
}

/// Makes a graph of a network.
pub fn graph(network: &SpatialNetwork) -> Spatial {
    let mut building = Building { tensors: Vec::new(), nodes: Vec::new() };
    let input = building.tensor(&network.input.name, image(&network.shape), None);
    let (mut before, mut shape) = (input, network.shape.clone());
    let mut outputs = Vec::new();
    for layer in &network.layers {
        before = building.layer(layer, before, &shape, &outputs);
        shape.clone_from(&layer.shape);
        outputs.push(before);
    }
    let (output, labels) = match &network.outputs {
        Outputs::Values(values) => (values.first(), Vec::new()),
        Outputs::Classes { output, labels } => (Some(output), labels.clone()),
    };
    let mut scales = vec![(input, entering(network))];
    let last = output.map_or(before, |output| building.output(before, output));
    scales.extend(output.map(|output| (last, (output.scale as f32, 0))));
    let normalize = vec![(network.input.mean, network.input.std)];
    let Building { tensors, nodes } = building;
    let graph =
        Graph { name: network.name.clone(), tensors, nodes, inputs: vec![input], outputs: vec![last] };
    Spatial { graph, terms: Terms { scales, normalize }, labels }
}

/// The scale of what the network sees of raw integers, and its zero, to the next integer.
fn entering(network: &SpatialNetwork) -> Given {
    let input = &network.input;
    ((input.scale / input.std) as f32, libm::round(input.mean / input.scale) as i64)
}

/// The shape of a tensor: a batch of one, and a height of one for arrays over one axis.
fn image(shape: &[usize]) -> Vec<usize> {
    let mut extents = if shape.len() == 2 { vec![1, 1] } else { vec![1] };
    extents.extend_from_slice(shape);
    extents
}

impl Building {
    fn tensor(&mut self, name: &str, shape: Vec<usize>, values: Option<&[f64]>) -> TensorId {
        let data =
            values.map(|values| Data::F32(values.iter().map(|&value| value as f32).collect::<Rc<[f32]>>()));
        let (name, element) = (name.to_owned(), ElementType::F32);
        self.tensors.push(Tensor { name, shape, element, quantization: None, data, is_variable: false });
        self.tensors.len() - 1
    }

    fn node(&mut self, operator: Operator, inputs: &[TensorId], output: TensorId) -> TensorId {
        let inputs = inputs.iter().copied().map(Some).collect();
        self.nodes.push(Node { index: self.nodes.len(), operator, inputs, outputs: vec![output] });
        output
    }

    /// Adds a layer, and gives the tensor of its output.
    fn layer(
        &mut self,
        layer: &SpatialLayer,
        before: TensorId,
        shape: &[usize],
        outputs: &[TensorId],
    ) -> TensorId {
        let (fused, behind) = (fused(layer.activation), activation(layer.activation));
        let name = if behind.is_some() { format!("{}_sums", layer.name) } else { layer.name.clone() };
        let extents = image(&layer.shape);
        let output = self.tensor(&name, extents.clone(), None);
        match &layer.kind {
            LayerKind::Dense(weights) => {
                let depth = shape.iter().product();
                let filters = vec![weights.bias.len(), depth];
                self.weighted(
                    Operator::FullyConnected(FullyConnected { fused }),
                    before,
                    (layer, weights, filters),
                    output,
                );
            }
            LayerKind::Convolution(windows, weights) => {
                let [height, width] = windows.kernel;
                let filters = vec![weights.bias.len(), height, width, shape.last().copied().unwrap_or(1)];
                let (padding, strides) = (windows.padding, strides(windows));
                let operator = Operator::Conv2d(Conv2d { padding, strides, fused });
                self.weighted(operator, before, (layer, weights, filters), output);
            }
            LayerKind::Depthwise(windows, weights) => {
                let [height, width] = windows.kernel;
                let filters = vec![1, height, width, weights.bias.len()];
                let (padding, strides) = (windows.padding, strides(windows));
                let operator = Operator::DepthwiseConv2d(DepthwiseConv2d { padding, strides, fused });
                let turned = channels_last(weights);
                self.weighted(operator, before, (layer, &turned, filters), output);
            }
            LayerKind::MaxPool(windows) => {
                self.node(Operator::MaxPool2d(MaxPool2d(pool(windows, fused))), &[before], output);
            }
            LayerKind::AveragePool(windows) => {
                self.node(Operator::AveragePool2d(AveragePool2d(pool(windows, fused))), &[before], output);
            }
            LayerKind::Flatten => {
                self.node(Operator::Reshape(Reshape), &[before], output);
            }
            LayerKind::Add(earlier) => {
                let operator = Operator::Add(Add(SumOptions { fused, by_shifts: true }));
                self.node(operator, &[before, outputs[*earlier]], output);
            }
        }
        let Some(operator) = behind else { return output };
        let activated = self.tensor(&layer.name, extents, None);
        self.node(operator, &[output], activated)
    }

    fn weighted(
        &mut self,
        operator: Operator,
        before: TensorId,
        (layer, weights, filters): (&SpatialLayer, &Weights, Vec<usize>),
        output: TensorId,
    ) {
        let values = self.tensor(&format!("{}_weights", layer.name), filters, Some(&weights.values));
        let bias = vec![weights.bias.len()];
        let bias = self.tensor(&format!("{}_bias", layer.name), bias, Some(&weights.bias));
        self.node(operator, &[before, values, bias], output);
    }

    /// The output in the declared scale, whatever scale the last operator demands: the same values once more.
    fn output(&mut self, last: TensorId, output: &Output) -> TensorId {
        let shape = self.tensors[last].shape.clone();
        let declared = self.tensor(&output.name, shape, None);
        self.node(Operator::Reshape(Reshape), &[last], declared)
    }
}

/// What the kernels of sums do at last.
fn fused(activation: Activation) -> Fused {
    match activation {
        Activation::Relu => Fused::Relu,
        // The bounds have been checked: they are 0 and 6 or -1 and 1.
        Activation::Clamp { min, .. } => {
            if min < 0.0 {
                Fused::ReluN1To1
            } else {
                Fused::Relu6
            }
        }
        Activation::None
        | Activation::LeakyRelu { .. }
        | Activation::Tanh
        | Activation::Sigmoid
        | Activation::Softmax
        | Activation::Argmax => Fused::None,
    }
}

/// The operator of an activation that no kernel of sums has.
fn activation(activation: Activation) -> Option<Operator> {
    match activation {
        Activation::LeakyRelu { slope } => Some(Operator::LeakyRelu(LeakyRelu { alpha: slope as f32 })),
        Activation::Softmax => Some(Operator::Softmax(Softmax { beta: 1.0 })),
        Activation::Tanh => Some(Operator::Tanh(Tanh)),
        Activation::Sigmoid => Some(Operator::Logistic(Logistic)),
        Activation::None | Activation::Argmax | Activation::Relu | Activation::Clamp { .. } => None,
    }
}

/// Sizes have been checked: they are far below 2^31.
fn whole(size: usize) -> i32 {
    i32::try_from(size).unwrap_or(i32::MAX)
}

fn strides(windows: &Windows) -> Strides {
    let ([height, width], [down, across]) = (windows.stride.map(whole), windows.dilation.map(whole));
    Strides { height, width, dilation_height: down, dilation_width: across }
}

fn pool(windows: &Windows, fused: Fused) -> Pool {
    let (padding, strides, window) = (windows.padding, strides(windows), windows.kernel.map(whole));
    Pool { padding, strides, window, fused }
}

/// Weights of single channels from one filter after the other to one tap after the other.
fn channels_last(weights: &Weights) -> Weights {
    let filters = weights.bias.len();
    let taps = weights.values.len() / filters.max(1);
    let tap = |tap: usize| (0..filters).map(move |filter| weights.values[filter * taps + tap]);
    Weights { values: (0..taps).flat_map(tap).collect(), bias: weights.bias.clone() }
}
