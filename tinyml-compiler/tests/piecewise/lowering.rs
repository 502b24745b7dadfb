//! Which form the whole compiler takes, and what it makes of the promises.

use std::time::Duration;

use tinyml_compiler::network::{Activation, IntType, Network, Output, Outputs};
use tinyml_compiler::options::Lowering;
use tinyml_compiler::piecewise::Piecewise;
use tinyml_compiler::program::Program;
use tinyml_compiler::source::Source;
use tinyml_compiler::{compile_network, read};

use crate::clock::processor_time;
use crate::networks::{network, options, output};

fn ntc() -> Network {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../weights/ntc.json");
    let bytes = std::fs::read(path).expect("the shipped model");
    let source = Source::from_bytes("ntc.json", bytes).expect("a text");
    read(&source).expect("a model")
}

fn lowered(network: &Network, lowering: Lowering, max_error: Option<f64>) -> Option<Program> {
    let compiled = compile_network(network, &options(lowering, max_error), "model.json").ok()?;
    Some(compiled.model().program.clone())
}

fn segments(program: Option<&Program>) -> Option<&Piecewise> {
    match program? {
        Program::Piecewise(piecewise) => Some(piecewise),
        Program::Layers(_) => None,
    }
}

#[test]
fn the_thermistor_is_rounded_exactly() {
    let network = ntc();
    let compiled =
        compile_network(&network, &options(Lowering::Piecewise, None), "ntc.json").expect("segments");
    let model = compiled.model();
    assert!(model.certificate.worst.error <= 0.005 * (1.0 + 1e-9), "{:?}", model.certificate.worst);
    assert_eq!((model.plan.macs, model.plan.stack_bytes), (1, 0));
    for raw in 0..=65_535 {
        let expected = (network.evaluate(&[raw.min(3300)])[0] / 0.01 + 0.5).floor() as i32;
        assert_eq!(model.program.run(&[raw]), [expected], "{raw}");
    }
    let curve = &segments(Some(&model.program)).expect("segments").curves[0];
    println!("{} segments, {:?}, costs {:?}", curve.count, curve.form, curve.costs());
    for cost in curve.costs() {
        assert!(cost.instructions <= 24 && cost.bytes <= 330, "{cost:?}");
    }
}

#[test]
fn layers_unless_asked_for_something_else() {
    let network = ntc();
    assert!(segments(lowered(&network, Lowering::Layers, None).as_ref()).is_none());
    assert!(segments(lowered(&network, Lowering::Auto, None).as_ref()).is_some());
}

/// A network that segments cannot serve still has its layers; layers that miss a promise leave it to the segments.
#[test]
fn auto_takes_what_keeps_the_promises() {
    let mut several = network(4, &[8], Activation::Relu);
    several.inputs[0].length = Some(1);
    assert!(segments(lowered(&several, Lowering::Auto, None).as_ref()).is_none());
    let network = ntc();
    assert!(lowered(&network, Lowering::Layers, Some(0.006)).is_none());
    assert!(segments(lowered(&network, Lowering::Auto, Some(0.006)).as_ref()).is_some());
    assert!(lowered(&network, Lowering::Auto, Some(0.001)).is_none());
}

/// Two outputs of different scales behind a tanh are nothing that layers can do, and nothing to segments.
#[test]
fn layers_need_not_be_quantisable() {
    let mut network = network(5, &[4], Activation::Relu);
    let last = network.layers.last_mut().expect("a layer");
    last.activation = Activation::Tanh;
    (last.weights, last.bias, last.outputs) = (last.weights.repeat(2), last.bias.repeat(2), 2);
    let [first, second] = [0.01, 0.02].map(|scale| output(IntType::I16, scale));
    let second = Output { name: "z".to_owned(), ..second };
    network.outputs = Outputs::Values(vec![first, second]);
    assert!(lowered(&network, Lowering::Layers, None).is_none());
    assert!(segments(lowered(&network, Lowering::Piecewise, None).as_ref()).is_some());
    assert!(segments(lowered(&network, Lowering::Auto, None).as_ref()).is_some());
}

/// The time that a user's build waits, without optimisation.
#[test]
fn no_build_waits_long() {
    for activation in [Activation::Relu, Activation::Tanh] {
        let mut network = network(2, &[16, 16], activation);
        let input = &mut network.inputs[0];
        (input.ty, input.min, input.max) = (IntType::U16, 0, 65_535);
        (input.mean, input.std) = (32_768.0, 18_000.0);
        let start = processor_time();
        let piecewise =
            Piecewise::build(&network, &options(Lowering::Piecewise, Some(0.01))).expect("segments");
        let time = processor_time() - start;
        println!("{activation:?}: {} segments in {time:.2?}", piecewise.curves[0].count);
        assert!(time < Duration::from_millis(500), "{activation:?}: {time:.2?}");
    }
}
