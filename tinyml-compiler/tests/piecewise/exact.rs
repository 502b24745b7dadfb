//! Networks of rectifiers: the float network rounded, at every input.

use tinyml_compiler::network::{Activation, IntType, Network, Outputs};

use crate::networks::{floats, network, output, piecewise, raws};

/// Compares every input, and tells how many segments there are.
fn is_rounded(network: &Network, max_error: Option<f64>) -> usize {
    let program = piecewise(network, max_error);
    let Outputs::Values(outputs) = &network.outputs else { panic!("a regression") };
    for (at, output) in outputs.iter().enumerate() {
        let (floats, raws) = (floats(network, at), raws(network, &program, at));
        for (index, (float, raw)) in floats.iter().zip(&raws).enumerate() {
            let rounded = (float / output.scale + 0.5).floor() as i64;
            let expected = rounded.clamp(output.min, output.max);
            assert_eq!(
                i64::from(*raw),
                expected,
                "output {at}, input {}",
                index as i64 + network.inputs[0].ty.min()
            );
        }
    }
    program.curves.iter().map(|curve| curve.count).sum()
}

#[test]
fn thirty_random_networks_of_rectifiers_and_twelve_others() {
    let shapes: [&[usize]; 3] = [&[8], &[8, 8], &[16, 16]];
    let others = [Activation::LeakyRelu { slope: 0.03 }, Activation::Clamp { min: 0.0, max: 1.5 }];
    for (at, hidden) in shapes.iter().enumerate() {
        for seed in 0..14 {
            let activation = if seed < 10 { Activation::Relu } else { others[seed as usize % 2] };
            let network = network(14 * at as u64 + seed, hidden, activation);
            let segments = is_rounded(&network, None);
            let input = &network.inputs[0];
            println!(
                "1-{hidden:?}-1 {activation:?}, {} {}..={}: {segments} segments",
                input.ty.name(),
                input.min,
                input.max
            );
        }
    }
}

#[test]
fn a_tolerance_takes_nothing_away() {
    let network = network(3, &[8], Activation::Relu);
    assert_eq!(is_rounded(&network, Some(1.0)), is_rounded(&network, None));
}

#[test]
fn outputs_of_every_type() {
    for (ty, width) in [
        (IntType::U8, 250.0),
        (IntType::I8, 120.0),
        (IntType::U16, 65_000.0),
        (IntType::U16, 90_000.0),
        (IntType::I16, 40_000.0),
        (IntType::I32, 1e5),
    ] {
        let mut network = network(5, &[8], Activation::Relu);
        let floats = floats(&network, 0);
        let (least, greatest) = floats.iter().fold((f64::MAX, f64::MIN), |(a, b), &y| (a.min(y), b.max(y)));
        // Lifted above zero where the type has no sign, with something beyond its greatest value for the clamp.
        let last = network.layers.last_mut().expect("a layer");
        last.bias[0] -= if ty.signed() { 0.5 * (least + greatest) } else { least };
        let scale = (greatest - least) / if ty.signed() { 2.0 * width } else { width };
        network.outputs = Outputs::Values(vec![output(ty, scale)]);
        println!("{}: {} segments", ty.name(), is_rounded(&network, None));
    }
}

#[test]
fn several_outputs() {
    let mut network = network(7, &[8, 8], Activation::Relu);
    let last = network.layers.last_mut().expect("a layer");
    let turned: Vec<f64> = last.weights.iter().rev().copied().collect();
    last.weights.extend(turned);
    last.bias.push(0.25);
    last.outputs = 2;
    let Outputs::Values(outputs) = &mut network.outputs else { panic!("a regression") };
    let mut second = outputs[0].clone();
    (second.name, second.min, second.max) = ("z".to_owned(), -300, 500);
    outputs.push(second);
    is_rounded(&network, None);
}

/// A net that is one straight line over 65,536 inputs needs a slope fine enough for all of them.
#[test]
fn a_line_is_one_segment() {
    let mut network = network(1, &[1], Activation::None);
    network.inputs[0].ty = IntType::U16;
    (network.inputs[0].min, network.inputs[0].max) = (0, 65_535);
    (network.inputs[0].mean, network.inputs[0].std) = (32_768.0, 32_768.0);
    network.layers[0].weights = vec![1.0];
    network.layers[0].bias = vec![0.0];
    network.layers[1].weights = vec![1.0];
    network.layers[1].bias = vec![0.0];
    network.outputs = Outputs::Values(vec![output(IntType::I16, 1.0 / 3001.0)]);
    assert_eq!(is_rounded(&network, None), 1);
}
