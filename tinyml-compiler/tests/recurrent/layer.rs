//! One layer as a graph, and how it is run.

use std::rc::Rc;

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::graph::lower::{Lowered, lower};
use tinyml_compiler::graph::memory::plan;
use tinyml_compiler::graph::operators::Operator;
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::graph::{Data, ElementType, Graph, Node, Quantization, Tensor};
use tinyml_compiler::options::Reference;

/// A tensor that is given, or asked for.
pub(crate) fn open(element: ElementType, shape: &[usize], scale: f32, zero_point: i64) -> Tensor {
    Tensor {
        name: "x".to_owned(),
        shape: shape.to_vec(),
        element,
        quantization: Some(Quantization::one(scale, zero_point)),
        data: None,
        is_variable: false,
    }
}

/// One that is kept.
pub(crate) fn state(element: ElementType, shape: &[usize], scale: f32, zero_point: i64) -> Tensor {
    Tensor { name: "state".to_owned(), is_variable: true, ..open(element, shape, scale, zero_point) }
}

/// One that is known.
pub(crate) fn constant(element: ElementType, shape: &[usize], scale: f32, values: &[i64]) -> Tensor {
    let data = match element {
        ElementType::I8 => Data::I8(values.iter().map(|&value| value as i8).collect()),
        ElementType::I16 => Data::I16(values.iter().map(|&value| value as i16).collect()),
        ElementType::I32 => Data::I32(values.iter().map(|&value| value as i32).collect()),
        _ => Data::I64(Rc::from(values)),
    };
    Tensor { name: "weights".to_owned(), data: Some(data), ..open(element, shape, scale, 0) }
}

/// Lowers an operator whose first input is the graph's.
pub(crate) fn lowered(
    operator: Operator,
    inputs: Vec<Option<Tensor>>,
    output: Tensor,
) -> Result<Lowered, Report> {
    let mut tensors = Vec::new();
    let mut ids = Vec::new();
    for input in inputs {
        ids.push(input.is_some().then_some(tensors.len()));
        tensors.extend(input);
    }
    tensors.push(output);
    let last = tensors.len() - 1;
    let node = Node { index: 0, operator, inputs: ids, outputs: vec![last] };
    let graph =
        Graph { name: "m".to_owned(), tensors, nodes: vec![node], inputs: vec![0], outputs: vec![last] };
    lower(&graph, Reference::Classic)
}

/// What a layer gives for each of several inputs, the first of them once more after a reset.
pub(crate) fn run(lowered: &Lowered, inputs: &[Vec<i64>]) -> Vec<Vec<i64>> {
    let plan = plan(lowered);
    let mut machine = Machine::new(lowered, &plan);
    let width = |edge: usize| lowered.inputs[edge].tensor.element.bytes();
    let mut infer = |values: &Vec<i64>, is_first: bool| {
        if is_first {
            machine.reset();
        }
        let bytes: Vec<u8> =
            values.iter().flat_map(|value| value.to_le_bytes()[..width(0)].to_vec()).collect();
        let outputs = machine.infer(&[&bytes]).expect("an input of the right length");
        outputs[0].chunks_exact(width(0)).map(decoded).collect::<Vec<i64>>()
    };
    let again = infer(&inputs[0], false);
    let mut outputs: Vec<Vec<i64>> =
        inputs.iter().enumerate().map(|(index, values)| infer(values, index == 0)).collect();
    assert_eq!(outputs[0], again, "a reset network has seen nothing");
    outputs.push(again);
    outputs
}

fn decoded(bytes: &[u8]) -> i64 {
    match bytes {
        [one] => i64::from(*one as i8),
        [low, high] => i64::from(i16::from_le_bytes([*low, *high])),
        _ => unreachable!("activations of 8 or 16 bits"),
    }
}
