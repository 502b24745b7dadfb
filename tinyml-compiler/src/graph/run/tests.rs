//! The machine with a network of tables and another look: x → RELU → RESHAPE → RELU.

use super::Machine;
use crate::graph::lower::{Lowered, lower};
use crate::graph::memory::plan;
use crate::graph::operators::{Operator, Relu, Reshape};
use crate::graph::{ElementType, Graph, Node, Quantization, Tensor};
use crate::options::Reference;

fn lowered() -> Lowered {
    let tensor = |name: &str, shape: &[usize]| Tensor {
        name: name.to_owned(),
        shape: shape.to_vec(),
        element: ElementType::I8,
        quantization: Some(Quantization::one(0.5, 0)),
        data: None,
        is_variable: false,
    };
    let operators = [Operator::Relu(Relu), Operator::Reshape(Reshape), Operator::Relu(Relu)];
    let node = |(index, operator): (usize, Operator)| Node {
        index,
        operator,
        inputs: vec![Some(index)],
        outputs: vec![index + 1],
    };
    let graph = Graph {
        name: "m".to_owned(),
        tensors: vec![tensor("x", &[2, 2]), tensor("a", &[2, 2]), tensor("flat", &[4]), tensor("y", &[4])],
        nodes: operators.into_iter().enumerate().map(node).collect(),
        inputs: vec![0],
        outputs: vec![3],
    };
    lower(&graph, Reference::Classic).expect("supported operators")
}

#[test]
fn operators_are_seen_in_their_order() {
    let lowered = lowered();
    let plan = plan(&lowered);
    let mut machine = Machine::new(&lowered, &plan);
    let mut seen = Vec::new();
    let outputs = machine.infer_traced(&[&[1, 255, 3, 128]], &mut |result, bytes| {
        seen.push((result.node, result.operator, result.name.clone(), bytes.to_vec()));
    });
    assert_eq!(outputs, Ok(vec![vec![1, 0, 3, 0]]));
    let expected = |node, operator, name: &str| (node, operator, name.to_owned(), vec![1, 0, 3, 0]);
    let (relu, flat) = (expected(0, "RELU", "a"), expected(1, "RESHAPE", "flat"));
    assert_eq!(seen, [relu, flat, expected(2, "RELU", "y")]);
    assert_eq!(machine.infer(&[&[5, 6, 7, 8]]), Ok(vec![vec![5, 6, 7, 8]]));
}

#[test]
fn inputs_of_another_length_are_refused() {
    let lowered = lowered();
    let plan = plan(&lowered);
    let mut machine = Machine::new(&lowered, &plan);
    let wrong = machine.infer(&[&[1, 2, 3]]).expect_err("three of four bytes");
    assert_eq!(wrong.to_string(), "expected inputs of [4] bytes, but found [3]");
    assert!(machine.infer(&[]).is_err());
}
