//! A graph of one operator, run on the host in planned memory.

use std::rc::Rc;

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::graph::lower::{Lowered, lower};
use tinyml_compiler::graph::memory::plan;
use tinyml_compiler::graph::operators::Operator;
use tinyml_compiler::graph::run::Machine;
use tinyml_compiler::graph::{Data, ElementType, Graph, Node, Quantization, Tensor};
use tinyml_compiler::options::Reference;

/// A tensor whose values are given when it runs: 0, 1, 2 …, from a first value on.
pub(crate) fn given(element: ElementType, shape: &[usize]) -> Tensor {
    Tensor {
        name: "x".to_owned(),
        shape: shape.to_vec(),
        element,
        quantization: Some(Quantization::one(0.5, 3)),
        data: None,
        is_variable: false,
    }
}

/// A constant list of indices.
pub(crate) fn list(values: &[i32]) -> Tensor {
    let tensor = given(ElementType::I32, &[values.len()]);
    Tensor { name: "list".to_owned(), quantization: None, data: Some(Data::I32(Rc::from(values))), ..tensor }
}

/// One operator as a graph, every tensor without values an input of it.
pub(crate) fn graph(operator: Operator, inputs: Vec<Tensor>, outputs: Vec<Tensor>) -> Graph {
    let (taken, all) = (inputs.len(), inputs.len() + outputs.len());
    let tensors: Vec<Tensor> = inputs.into_iter().chain(outputs).collect();
    let node =
        Node { index: 0, operator, inputs: (0..taken).map(Some).collect(), outputs: (taken..all).collect() };
    let inputs = (0..taken).filter(|&id| tensors[id].data.is_none()).collect();
    Graph { name: "m".to_owned(), tensors, nodes: vec![node], inputs, outputs: (taken..all).collect() }
}

/// Lowers one operator.
pub(crate) fn lowered(
    operator: Operator,
    inputs: Vec<Tensor>,
    outputs: Vec<Tensor>,
) -> Result<Lowered, Report> {
    lower(&graph(operator, inputs, outputs), Reference::Classic)
}

/// What one operator gives; input `n` holds 1000 n, 1000 n + 1 … as far as its type allows.
pub(crate) fn run(operator: Operator, inputs: Vec<Tensor>, outputs: Vec<Tensor>) -> Vec<Vec<i32>> {
    let elements: Vec<ElementType> = outputs.iter().map(|tensor| tensor.element).collect();
    let open: Vec<&Tensor> = inputs.iter().filter(|tensor| tensor.data.is_none()).collect();
    let bytes: Vec<Vec<u8>> = open.iter().enumerate().map(|(input, tensor)| encoded(tensor, input)).collect();
    let lowered = lowered(operator, inputs, outputs).expect("a supported form");
    let plan = plan(&lowered);
    let mut machine = Machine::new(&lowered, &plan);
    let slices: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    let results = machine.infer(&slices).expect("inputs of the right lengths");
    results.iter().zip(elements).map(|(bytes, element)| decoded(bytes, element)).collect()
}

/// The value of an element of an input.
pub(crate) fn value(element: ElementType, input: usize, place: usize) -> i32 {
    let value = (1000 * input + place) as i32;
    match element.bytes() {
        1 => i32::from(value as i8),
        2 => i32::from(value as i16),
        _ => value,
    }
}

fn encoded(tensor: &Tensor, input: usize) -> Vec<u8> {
    let width = tensor.element.bytes();
    let value = |place| value(tensor.element, input, place).to_ne_bytes()[..width].to_vec();
    (0..tensor.count()).flat_map(value).collect()
}

fn decoded(bytes: &[u8], element: ElementType) -> Vec<i32> {
    let signed = |chunk: &[u8]| match chunk {
        [one] => i32::from(*one as i8),
        [low, high] => i32::from(i16::from_ne_bytes([*low, *high])),
        [a, b, c, d] => i32::from_ne_bytes([*a, *b, *c, *d]),
        _ => unreachable!("elements of 1, 2 or 4 bytes"),
    };
    bytes.chunks_exact(element.bytes()).map(signed).collect()
}
