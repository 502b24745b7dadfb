//! Networks of smooth activations: within the tolerance at every input, and not a segment more than that takes.

use tinyml_compiler::network::{Activation, Network, Outputs};
use tinyml_compiler::piecewise::{Goal, Tolerance, fit, goals, shift};

use crate::networks::{floats, network, piecewise, raws};

fn scale(network: &Network) -> f64 {
    let Outputs::Values(outputs) = &network.outputs else { panic!("a regression") };
    outputs[0].scale
}

/// The greatest deviation over every value of the input's type, and how many segments there are.
fn measured(network: &Network, max_error: Option<f64>) -> (f64, usize) {
    let program = piecewise(network, max_error);
    let pairs = floats(network, 0).into_iter().zip(raws(network, &program, 0));
    let scale = scale(network);
    let worst = pairs.map(|(float, raw)| (f64::from(raw) * scale - float).abs()).fold(0.0, f64::max);
    (worst, program.curves[0].count)
}

#[test]
fn ten_random_networks_of_tanh_and_two_of_sigmoid() {
    for seed in 0..12 {
        let activation = if seed < 10 { Activation::Tanh } else { Activation::Sigmoid };
        let hidden: &[usize] = [&[8][..], &[8, 8], &[16, 16]][seed as usize % 3];
        let network = network(100 + seed, hidden, activation);
        let scale = scale(&network);
        let (faithful, many) = measured(&network, None);
        assert!(faithful < scale, "seed {seed}: {faithful} of {scale}");
        let mut before = many;
        for steps in [1.0, 4.0, 20.0, 300.0] {
            let limit = steps * scale;
            let (worst, count) = measured(&network, Some(limit));
            println!(
                "1-{hidden:?}-1 {activation:?}: {count} segments deviate by {:.3} steps of {steps}",
                worst / scale
            );
            assert!(worst <= limit, "seed {seed}: {worst} of {limit}");
            assert!(count <= before, "seed {seed}: a wider tolerance needs no more segments");
            before = count;
        }
    }
}

/// Whether one line of integers serves a part of a goal: from the definition, over all pairs of inputs.
fn is_served(goal: &Goal, first: usize, end: usize, shift: u32) -> bool {
    let (mut least, mut most) = (i64::MIN, i64::MAX);
    for left in first..end {
        for right in left + 1..end {
            let run = i64::from(goal.inputs[right] - goal.inputs[left]);
            let rise = |low: i64, high: i64| ((high + 1) << shift) - 1 - (low << shift);
            most = most.min(rise(goal.low[left], goal.high[right]).div_euclid(run));
            least = least.max(-rise(goal.low[right], goal.high[left]).div_euclid(run));
        }
    }
    least <= most
}

/// Each line is as long as can be, which makes them as few as can be: no set of lines gets ahead of the longest ones.
#[test]
fn segments_are_as_few_as_can_be() {
    let mut network = network(103, &[8], Activation::Tanh);
    let input = &mut network.inputs[0];
    (input.min, input.max) = (input.ty.min(), input.ty.min() + 250);
    (input.mean, input.std) = ((input.min + 125) as f64, 60.0);
    let Outputs::Values(outputs) = &network.outputs else { panic!("a regression") };
    for steps in [1.0, 5.0, 40.0] {
        let tolerance = Tolerance::Within(steps * outputs[0].scale);
        let goal = &goals(&network, &[&outputs[0]], tolerance)[0];
        let shift = shift(goal, outputs[0].ty);
        let lines = fit(goal, shift);
        for line in &lines {
            assert!(is_served(goal, line.first, line.end, shift));
            assert!(line.end == goal.inputs.len() || !is_served(goal, line.first, line.end + 1, shift));
        }
        println!("{} segments within {steps} steps", lines.len());
    }
}

/// What no integer keeps is left to the promise, which tells the user by how much.
#[test]
fn an_impossible_tolerance_gives_the_nearest_values() {
    let network = network(0, &[8], Activation::Tanh);
    let mut network = network;
    (network.inputs[0].min, network.inputs[0].max) = (0, 100);
    let (worst, _) = measured(&network, Some(1e-9));
    assert!(worst <= 0.5 * scale(&network) * (1.0 + 1e-12), "{worst}");
}
