//! What segments cannot be had of, as a user reads it.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Blame;
use tinyml_compiler::network::{Activation, IntType, Network, Outputs};
use tinyml_compiler::options::Lowering;
use tinyml_compiler::piecewise::Piecewise;
use tinyml_compiler::points::macs_max;

use crate::networks::{network, options, output};

fn refused(network: &Network, options: &Options) -> String {
    let report = Piecewise::build(network, options).expect_err("no segments");
    assert_eq!(report.diagnostics()[0].blame, Blame::Argument("lowering"));
    report.to_string()
}

#[test]
fn more_than_one_number() {
    let mut network = network(0, &[8], Activation::Relu);
    network.inputs[0].length = Some(3);
    let mut second = network.inputs[0].clone();
    (second.name, second.length) = ("supply".to_owned(), None);
    network.inputs.push(second);
    assert_eq!(
        refused(&network, &options(Lowering::Piecewise, None)),
        "error[T0631]: segments of straight lines need a model of one scalar input
  expected: one input that is no array
     found: 2 inputs: `x`, an array of 3 values, `supply`
      help: `lowering = \"layers\"` takes every network"
    );
}

#[test]
fn a_classifier() {
    let mut network = network(0, &[8], Activation::Relu);
    let labels = vec!["cold".to_owned(), "warm".to_owned()];
    network.outputs = Outputs::Classes { output: output(IntType::I16, 0.01), labels };
    assert_eq!(
        refused(&network, &options(Lowering::Piecewise, None)),
        "error[T0632]: segments of straight lines give values, not classes
  expected: outputs without labels
     found: a classifier
      help: `lowering = \"layers\"` takes every network"
    );
}

#[test]
fn too_large_a_network() {
    let mut network = network(3, &[60, 60], Activation::Relu);
    let input = &mut network.inputs[0];
    (input.ty, input.min, input.max) = (IntType::U16, 0, 65_535);
    let most = macs_max(65_536);
    assert_eq!(
        refused(&network, &options(Lowering::Piecewise, None)),
        format!(
            "error[T0633]: the network is too large to be run at every input
  expected: at most {most} weights for 65,536 inputs
     found: 3,720 weights
      help: declare a narrower `range` of the input; `lowering = \"layers\"` takes every network"
        )
    );
}

#[test]
fn too_many_bends() {
    let mut network = network(3, &[16, 16], Activation::Tanh);
    let input = &mut network.inputs[0];
    (input.ty, input.min, input.max) = (IntType::U16, 0, 65_535);
    (input.mean, input.std) = (32_768.0, 18_000.0);
    network.outputs = Outputs::Values(vec![output(IntType::I32, 1e-5)]);
    let text = refused(&network, &options(Lowering::Piecewise, None));
    assert!(text.starts_with("error[T0634]: the output `y` bends too often"), "{text}");
    assert!(text.contains("expected: at most 250 segments") && text.contains("`max_error`"), "{text}");
}
