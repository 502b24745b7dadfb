//! Inputs of a concatenation are written straight into its output, where that costs no memory.

use crate::graph::lower::{Lowered, lower};
use crate::graph::memory::{arranged, check, plan};
use crate::graph::operators::{Concatenation, Operator, Relu};
use crate::graph::run::Machine;
use crate::graph::{ElementType, Graph, Node, Quantization, Tensor};
use crate::options::Reference;
use crate::tflite::Fused;

/// x → RELU → a, x → RELU → b, both → CONCATENATION along an axis → c, → RELU → y.
fn lowered(axis: i32, taken: [usize; 2]) -> Lowered {
    let tensor = |name: &str, shape: [usize; 2]| Tensor {
        name: name.to_owned(),
        shape: shape.to_vec(),
        element: ElementType::I8,
        quantization: Some(Quantization::one(0.5, 0)),
        data: None,
        is_variable: false,
    };
    let both = if axis == 0 { [4, 6] } else { [2, 12] };
    let node = |index, operator, inputs: &[usize], output| Node {
        index,
        operator,
        inputs: inputs.iter().copied().map(Some).collect(),
        outputs: vec![output],
    };
    let concatenation = Operator::Concatenation(Concatenation { axis, fused: Fused::None });
    let graph = Graph {
        name: "m".to_owned(),
        tensors: vec![
            tensor("x", [2, 6]),
            tensor("a", [2, 6]),
            tensor("b", [2, 6]),
            tensor("c", both),
            tensor("y", both),
        ],
        nodes: vec![
            node(0, Operator::Relu(Relu), &[0], 1),
            node(1, Operator::Relu(Relu), &[0], 2),
            node(2, concatenation, &taken, 3),
            node(3, Operator::Relu(Relu), &[3], 4),
        ],
        inputs: vec![0],
        outputs: vec![4],
    };
    lower(&graph, Reference::Classic).expect("supported operators")
}

/// The steps that are left, the peak, and the output for 1, 2, 3 …, which has to be that of the graph as it was.
fn run(before: &Lowered) -> (usize, usize, Vec<u8>) {
    let input: Vec<u8> = (1..=12).collect();
    let simple = plan(before);
    let expected = Machine::new(before, &simple).infer(&[&input]).expect("one input");
    let (lowered, plan) = arranged(before.clone());
    assert_eq!(check(&lowered, &plan), Ok(()));
    let mut seen = Vec::new();
    let mut trace = |result: &crate::graph::lower::Outcome, _: &[u8]| seen.push(result.node);
    let outputs = Machine::new(&lowered, &plan).infer_traced(&[&input], &mut trace).expect("one input");
    assert_eq!(outputs, expected);
    seen.sort_unstable();
    assert_eq!(seen, [0, 1, 2, 3], "every operator is traced");
    assert!(plan.peak <= simple.peak);
    (lowered.steps.len(), plan.peak, outputs[0].clone())
}

#[test]
fn blocks_are_written_in_their_place() {
    let (steps, peak, output) = run(&lowered(0, [1, 2]));
    let twice: Vec<u8> = (1..=12).chain(1..=12).collect();
    assert_eq!((steps, peak, output), (3, 24, twice));
}

#[test]
fn interleaved_tensors_are_copied() {
    let (steps, _, output) = run(&lowered(1, [1, 2]));
    assert_eq!((steps, &output[..8]), (5, &[1, 2, 3, 4, 5, 6, 1, 2][..]));
}

/// A tensor has one place: the second copy of it is one.
#[test]
fn a_tensor_that_is_taken_twice_is_copied_once() {
    let (steps, _, output) = run(&lowered(0, [1, 1]));
    let twice: Vec<u8> = (1..=12).chain(1..=12).collect();
    assert_eq!((steps, output), (4, twice));
}
