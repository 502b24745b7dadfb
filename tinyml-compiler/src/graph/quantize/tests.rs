//! Small graphs by hand: scales that are shared, given or requantised, and what is worth telling.

use std::rc::Rc;

use super::{Calibration, Quantized, quantize};
use crate::graph::operators::Operator;
use crate::graph::{Data, ElementType, Graph, Node, Tensor, TensorId};
use crate::tflite::Options;

const CONCATENATION: i32 = 2;
const FULLY_CONNECTED: i32 = 9;
const RELU: i32 = 19;
const RESHAPE: i32 = 22;
const TANH: i32 = 28;
const LOGISTIC: i32 = 14;
const SVDF: i32 = 27;

/// A tensor's name, its values if it is constant, and its shape.
type Sketch<'s> = (&'s str, Option<&'s [f32]>, &'s [usize]);

/// A graph of operators over tensors of two values, of which the first is the input and the last is the output.
fn graph(tensors: &[Sketch<'_>], nodes: &[(i32, &[TensorId], TensorId)]) -> Graph {
    let tensor = |&(name, values, shape): &Sketch<'_>| Tensor {
        name: name.to_owned(),
        shape: shape.to_vec(),
        element: ElementType::F32,
        quantization: None,
        data: values.map(|values| Data::F32(Rc::from(values))),
        is_variable: false,
    };
    let node = |(index, &(code, inputs, output)): (usize, &(i32, &[TensorId], TensorId))| Node {
        index,
        operator: Operator::read(code, &Options::NONE).expect("an operator").expect("its options"),
        inputs: inputs.iter().copied().map(Some).collect(),
        outputs: vec![output],
    };
    Graph {
        name: "m".to_owned(),
        tensors: tensors.iter().map(tensor).collect(),
        nodes: nodes.iter().enumerate().map(node).collect(),
        inputs: vec![0],
        outputs: vec![tensors.len() - 1],
    }
}

fn quantized(graph: &Graph) -> Quantized {
    let set = Calibration::of(vec![-1.0, 3.0, 0.5, -2.0], vec![2]).expect("a set");
    quantize(graph, &set, &[]).unwrap_or_else(|report| panic!("{report}"))
}

fn scale(quantized: &Quantized, id: TensorId) -> (f32, i64) {
    quantized.graph.tensor(id).scale().expect("a scale")
}

const PAIR: &[usize] = &[1, 2];

#[test]
fn what_moves_values_shares_a_scale() {
    let tensors = [("x", None, PAIR), ("r", None, [2, 1].as_slice()), ("y", None, PAIR)];
    let made = quantized(&graph(&tensors, &[(RESHAPE, &[0], 1), (RELU, &[1], 2)]));
    assert_eq!(scale(&made, 0), scale(&made, 1));
    assert_eq!(scale(&made, 0), ((5.0 / 255.0) as f32, -26));
    assert_eq!(scale(&made, 2), ((3.0 / 255.0) as f32, -128), "what a RELU gives has its own");
    assert_eq!((made.samples, made.notes.len()), (2, 0));
}

#[test]
fn given_scales_that_meet_are_requantised() {
    let tensors = [("x", None, PAIR), ("a", None, PAIR), ("b", None, PAIR), ("y", None, [2, 2].as_slice())];
    let nodes: [(i32, &[TensorId], TensorId); 3] =
        [(TANH, &[0], 1), (LOGISTIC, &[0], 2), (CONCATENATION, &[1, 2], 3)];
    let made = quantized(&graph(&tensors, &nodes));
    assert_eq!((scale(&made, 1), scale(&made, 2)), ((1.0 / 128.0, 0), (1.0 / 256.0, -128)));
    let names: Vec<&str> = made.graph.nodes.iter().map(|node| node.operator.name()).collect();
    assert_eq!(names, ["TANH", "LOGISTIC", "QUANTIZE", "QUANTIZE", "CONCATENATION"]);
    let together = made.graph.nodes[4].inputs.iter().flatten();
    together.for_each(|&id| assert_eq!(scale(&made, id), scale(&made, 3)));
    // From tanh(-2) to tanh(3).
    assert!((scale(&made, 3).0 * 255.0 - 1.959).abs() < 0.01, "{:?}", scale(&made, 3));
}

#[test]
fn like_scales_that_are_given_join() {
    let tensors = [("x", None, PAIR), ("a", None, PAIR), ("b", None, PAIR), ("y", None, [2, 2].as_slice())];
    let nodes: [(i32, &[TensorId], TensorId); 3] =
        [(TANH, &[0], 1), (TANH, &[0], 2), (CONCATENATION, &[1, 2], 3)];
    let made = quantized(&graph(&tensors, &nodes));
    assert_eq!((made.graph.nodes.len(), scale(&made, 3)), (3, (1.0 / 128.0, 0)));
}

#[test]
fn weights_have_a_scale_for_each_channel_and_biases_that_of_the_products() {
    let weights: &[f32] = &[1.27, -0.5, 0.0, 0.0];
    let tensors = [
        ("x", None, PAIR),
        ("w", Some(weights), [2, 2].as_slice()),
        ("b", Some([1.0, -1.0].as_slice()), [2].as_slice()),
        ("y", None, PAIR),
    ];
    let made = quantized(&graph(&tensors, &[(FULLY_CONNECTED, &[0, 1, 2], 3)]));
    let inputs: Vec<TensorId> = made.graph.nodes[0].inputs.iter().copied().flatten().collect();
    let (weights, bias) = (made.graph.tensor(inputs[1]), made.graph.tensor(inputs[2]));
    assert_eq!(weights.integers(), Some(vec![127, -50, 0, 0]));
    let scales = &weights.quantization.as_ref().expect("scales").scales;
    assert!(
        (scales[0] - 0.01).abs() < 1e-9 && scales[0] == scales[1],
        "a channel of zeros has that of the others"
    );
    let step = bias.quantization.as_ref().expect("scales").scales[0];
    assert_eq!(step, scale(&made, 0).0 * scales[0]);
    assert_eq!(bias.integers(), Some(vec![5100, -5100]));
    assert_eq!(bias.element, ElementType::I32);
}

#[test]
fn a_weight_that_crushes_its_channel_is_told() {
    let mut weights = [0.01_f32; 18];
    weights[13] = 1.0;
    let tensors =
        [("x", None, [1, 9].as_slice()), ("w", Some(weights.as_slice()), &[2, 9]), ("y", None, PAIR)];
    let set = Calibration::of(vec![1.0; 9], vec![9]).expect("a set");
    let made = quantize(&graph(&tensors, &[(FULLY_CONNECTED, &[0, 1], 2)]), &set, &[]).expect("a graph");
    assert!(made.notes.len() == 1 && made.notes[0].contains("1 channel (1)"), "{:?}", made.notes);
}

#[test]
fn what_has_no_form_in_float_is_refused() {
    let tensors = [("x", None, PAIR), ("y", None, PAIR)];
    let set = Calibration::of(vec![1.0, 2.0], vec![2]).expect("a set");
    let refused = quantize(&graph(&tensors, &[(SVDF, &[0], 1)]), &set, &[]).expect_err("no float form");
    assert!(refused.to_string().contains("T0967") && refused.to_string().contains("SVDF"), "{refused}");
    let tensors = [("x", None, PAIR), ("y", None, [3].as_slice())];
    let misfit =
        quantize(&graph(&tensors, &[(RELU, &[0], 1)]), &set, &[]).expect_err("shapes that do not fit");
    assert!(misfit.to_string().contains("float32[1, 2] `x`"), "{misfit}");
}

#[test]
fn values_beyond_reason_are_refused() {
    let tensors = [
        ("x", None, PAIR),
        ("w", Some([f32::MAX, 1.0].as_slice()), [1, 2].as_slice()),
        ("h", None, [1, 1].as_slice()),
        ("v", Some([f32::MAX].as_slice()), [1, 1].as_slice()),
        ("y", None, [1, 1].as_slice()),
    ];
    let nodes: [(i32, &[TensorId], TensorId); 2] =
        [(FULLY_CONNECTED, &[0, 1], 2), (FULLY_CONNECTED, &[2, 3], 4)];
    let set = Calibration::of(vec![9.0, 2.0], vec![2]).expect("a set");
    let wide = quantize(&graph(&tensors, &nodes), &set, &[]).expect_err("no scale");
    assert!(wide.to_string().contains("T0967") && wide.to_string().contains("single precision"), "{wide}");
}
