//! Elementwise operators and reductions against their definitions in real numbers, on seeded random shapes; and what is refused.
//! (That their bits are the reference's is the affair of the suite over `tests/tflite/golden`.)

mod definitions;
mod refused;

use std::rc::Rc;

use crate::diagnostic::Report;
use crate::graph::lower::{Lowered, lower};
use crate::graph::memory::plan;
use crate::graph::operators::Operator;
use crate::graph::run::Machine;
use crate::graph::{Data, ElementType, Graph, Node, Quantization, Tensor};
use crate::options::Reference;

/// A tensor of a scale and zero point.
fn tensor(element: ElementType, shape: &[usize], scale: f32, zero_point: i64) -> Tensor {
    Tensor {
        name: format!("{}{}", element.name(), shape.len()),
        shape: shape.to_vec(),
        element,
        quantization: Some(Quantization::one(scale, zero_point)),
        data: None,
        is_variable: false,
    }
}

/// A constant of indices.
fn indices(values: &[i32]) -> Tensor {
    let data = Some(Data::I32(Rc::from(values)));
    Tensor { quantization: None, data, ..tensor(ElementType::I32, &[values.len()], 1.0, 0) }
}

/// One operator, lowered.
fn lowered(operator: Operator, inputs: Vec<Tensor>, output: Tensor) -> Result<Lowered, Report> {
    let last = inputs.len();
    let given = (0..last).filter(|&id| inputs[id].data.is_none()).collect();
    let node = Node { index: 0, operator, inputs: (0..last).map(Some).collect(), outputs: vec![last] };
    let tensors = inputs.into_iter().chain([output]).collect();
    let graph =
        Graph { name: "one".to_owned(), tensors, nodes: vec![node], inputs: given, outputs: vec![last] };
    lower(&graph, Reference::Classic)
}

/// What an operator makes of integers.
fn run(operator: Operator, inputs: Vec<Tensor>, output: Tensor, values: &[Vec<i32>]) -> Vec<i32> {
    let lowered = lowered(operator, inputs, output).expect("a supported form");
    let plan = plan(&lowered);
    let bytes: Vec<Vec<u8>> = lowered
        .inputs
        .iter()
        .zip(values)
        .map(|(edge, values)| {
            let width = edge.tensor.element.bytes();
            values.iter().flat_map(|value| value.to_le_bytes()[..width].to_vec()).collect()
        })
        .collect();
    let given: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    let outputs = Machine::new(&lowered, &plan).infer(&given).expect("inputs of the right lengths");
    let width = lowered.outputs[0].tensor.element.bytes();
    outputs[0].chunks_exact(width).map(signed).collect()
}

fn signed(bytes: &[u8]) -> i32 {
    match *bytes {
        [one] => i32::from(one.cast_signed()),
        [low, high] => i32::from(i16::from_le_bytes([low, high])),
        [a, b, c, d] => i32::from_le_bytes([a, b, c, d]),
        _ => panic!("an element of {} bytes", bytes.len()),
    }
}
