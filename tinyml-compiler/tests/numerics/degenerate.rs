//! Networks at the edge of sense: each has an exact or nearly exact answer, or a diagnostic that says why not.

use tinyml_compiler::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
use tinyml_compiler::options::{Deploy, Storage};
use tinyml_compiler::source::Source;
use tinyml_compiler::{Compiled, Options, compile};

use crate::text::text;

const NONE: Activation = Activation::None;
const RELU: Activation = Activation::Relu;
const LEAKY: Activation = Activation::LeakyRelu { slope: 0.25 };

fn input(ty: IntType, min: i64, max: i64) -> Input {
    let name = "x".to_owned();
    Input {
        name,
        description: None,
        ty,
        unit: None,
        min,
        max,
        scale: 1.0,
        mean: 0.0,
        std: 1.0,
        length: None,
        faults: Faults::default(),
    }
}

fn output(ty: IntType, scale: f64) -> Output {
    let name = "y".to_owned();
    Output { name, description: None, ty, unit: None, scale, min: ty.min(), max: ty.max() }
}

fn layer(weights: &[&[f64]], bias: &[f64], activation: Activation) -> Dense {
    Dense {
        name: String::new(),
        inputs: weights[0].len(),
        outputs: weights.len(),
        weights: weights.concat(),
        bias: bias.to_vec(),
        activation,
    }
}

fn network(input: Input, output: &Output, layers: &[Dense]) -> Network {
    let mut layers = layers.to_vec();
    layers.iter_mut().enumerate().for_each(|(at, layer)| layer.name = format!("fc{at}"));
    let rows = layers.last().map_or(0, |layer| layer.outputs);
    let outputs = (0..rows).map(|row| Output { name: format!("y{row}"), ..output.clone() });
    Network {
        name: "edge".to_owned(),
        description: None,
        inputs: vec![input],
        outputs: Outputs::Values(outputs.collect()),
        layers,
        deploy: Deploy::default(),
        training: Vec::new(),
    }
}

fn classifier(network: Network, output: Output) -> Network {
    let rows = network.layers.last().map_or(0, |layer| layer.outputs);
    let labels = (0..rows).map(|row| format!("c{row}")).collect();
    Network { outputs: Outputs::Classes { output, labels }, ..network }
}

fn compiled(network: &Network, quant: Storage) -> Result<Compiled, String> {
    let source = Source::from_bytes("edge.json", text(network).into_bytes()).expect("a text");
    let options = Options { quant: Some(quant.into()), ..Options::default() };
    compile(&source, &options).map_err(|report| report.to_string())
}

/// The greatest deviation over the declared range, in steps of the output.
fn steps(network: &Network, quant: Storage) -> f64 {
    let compiled = compiled(network, quant).unwrap_or_else(|report| panic!("{report}\n{}", text(network)));
    let errors = &compiled.model().certificate;
    assert!(errors.exhaustive);
    let Outputs::Values(outputs) = &network.outputs else { panic!("values") };
    errors.worst.error / outputs[0].scale
}

/// Asserts that no output is farther from the float network than this many steps.
fn within(limit: f64, network: &Network, quant: Storage) {
    let found = steps(network, quant);
    assert!(found <= limit, "{found} steps, {limit} allowed:\n{}", text(network));
}

#[test]
fn constants_are_exact() {
    let y = output(IntType::I16, 0.01);
    let x = input(IntType::U8, 0, 255);
    let bias_only = layer(&[&[0.0], &[0.0]], &[123.45, 0.0], NONE);
    within(0.6, &network(x.clone(), &y, &[bias_only]), Storage::I8);
    let dead = [layer(&[&[-1.0], &[-2.0]], &[-1.0, 0.0], RELU), layer(&[&[3.0, 4.0]], &[-7.77], NONE)];
    within(0.6, &network(x.clone(), &y, &dead), Storage::I8);
    let zero = [layer(&[&[0.0]], &[0.0], NONE)];
    within(0.0, &network(x.clone(), &output(IntType::I32, 1e-9), &zero), Storage::I8);
    for activation in [Activation::Tanh, Activation::Sigmoid] {
        let constant =
            [layer(&[&[0.0], &[0.0]], &[0.3, -0.4], activation), layer(&[&[3.0, 4.0]], &[0.0], NONE)];
        within(2.0, &network(x.clone(), &y, &constant), Storage::I16);
    }
}

#[test]
fn a_row_of_zeros_takes_nothing_from_the_others() {
    let (x, y) = (input(IntType::I16, -1000, 1000), output(IntType::I16, 0.001));
    for activation in
        [NONE, RELU, LEAKY, Activation::Tanh, Activation::Sigmoid, Activation::Clamp { min: -1.0, max: 1.0 }]
    {
        for bias in [0.0, 1e-12] {
            let first = layer(&[&[0.001], &[0.0], &[-0.0005]], &[0.1, bias, 0.2], activation);
            let last = layer(&[&[3.0, 2.0, -1.0]], &[0.0], NONE);
            within(2.0, &network(x.clone(), &y, &[first, last]), Storage::I16);
        }
    }
}

#[test]
fn a_table_serves_rows_of_very_different_weights() {
    let (x, y) = (input(IntType::I16, -1000, 1000), output(IntType::I16, 0.001));
    for activation in [Activation::Tanh, Activation::Sigmoid] {
        for weight in [1e-12, 1e-9, 1e-6, 1.0, 100.0] {
            let first = layer(&[&[0.002], &[weight]], &[0.1, 0.0], activation);
            let last = layer(&[&[3.0, 2.0]], &[0.0], NONE);
            within(3.0, &network(x.clone(), &y, &[first, last]), Storage::I16);
        }
    }
}

#[test]
fn a_range_far_from_zero_costs_no_accuracy() {
    let y = output(IntType::I16, 0.001);
    for (ty, min, max) in
        [(IntType::I16, 30_000, 30_001), (IntType::U16, 65_000, 65_100), (IntType::I16, -20_000, -19_000)]
    {
        let mut x = input(ty, min, max);
        (x.mean, x.std) = (0.5 * (min + max) as f64, 0.3 * (max - min) as f64);
        let layers = [layer(&[&[1.0], &[-1.0]], &[0.0, 0.1], RELU), layer(&[&[2.0, 3.0]], &[0.0], NONE)];
        within(2.0, &network(x, &y, &layers), Storage::I16);
    }
}

#[test]
fn a_declared_range_only_clamps() {
    let x = input(IntType::I16, -1000, 1000);
    for (min, max) in [(-100, 100), (0, 900), (2000, 3000), (-3000, -2000)] {
        let y = Output { min, max, ..output(IntType::I16, 0.01) };
        for activation in [NONE, RELU, LEAKY] {
            let layers = [layer(&[&[0.015]], &[0.3], activation)];
            within(1.1, &network(x.clone(), &y, &layers), Storage::I8);
        }
        let y = Output { min, max, ..output(IntType::I16, 1.0 / 3000.0) };
        for activation in [Activation::Tanh, Activation::Sigmoid] {
            within(1.6, &network(x.clone(), &y, &[layer(&[&[0.003]], &[0.3], activation)]), Storage::I16);
        }
    }
}

#[test]
fn slopes_stay_within_32_bits() {
    let (x, y) = (input(IntType::I16, -32_768, 32_767), output(IntType::I16, 0.01));
    for slope in [0.0, 1e-9, 1e-3, 0.01, 0.5, 0.999_999] {
        let leaky = Activation::LeakyRelu { slope };
        let layers =
            [layer(&[&[0.001], &[-0.001]], &[0.1, 0.2], leaky), layer(&[&[2.0, -1.0]], &[0.0], NONE)];
        within(3.0, &network(x.clone(), &y, &layers), Storage::I16);
        within(2.0, &network(x.clone(), &y, &layers[..1]), Storage::I16);
    }
}

#[test]
fn subnormal_weights_are_zeros() {
    let (x, y) = (input(IntType::U8, 0, 255), output(IntType::I16, 0.01));
    for weight in [5e-324, 190.0 * 5e-324, 1e-310, 1e-300] {
        let layers = [layer(&[&[weight], &[0.5]], &[weight, 0.0], RELU), layer(&[&[1.0, 1.0]], &[0.0], NONE)];
        within(1.1, &network(x.clone(), &y, &layers), Storage::I8);
        within(0.6, &network(x.clone(), &y, &[layer(&[&[weight]], &[0.0], RELU)]), Storage::I8);
    }
}

#[test]
fn coarse_sums_are_no_reason_to_refuse_a_clamp() {
    let y = output(IntType::I16, 0.01);
    for weight in [50.0, 1e4, 1e7] {
        let clamp = Activation::Clamp { min: 0.0, max: 1.0 };
        let layers = [layer(&[&[weight]], &[0.0], clamp), layer(&[&[2.0]], &[0.0], NONE)];
        within(1.1, &network(input(IntType::U8, 0, 1), &y, &layers), Storage::I4);
    }
}

#[test]
fn wide_layers_have_room() {
    let length = Some(4096);
    let inputs = (0..16).map(|at| Input { name: format!("x{at}"), length, ..input(IntType::U16, 0, 65_535) });
    let weights: Vec<f64> = (0..65_536).map(|at| f64::from(at % 3 - 1) * 1e-9 * 0.5001).collect();
    let base =
        network(input(IntType::U8, 0, 1), &output(IntType::I16, 0.001), &[layer(&[&weights], &[0.0], NONE)]);
    let wide = Network { inputs: inputs.collect(), ..base };
    compiled(&wide, Storage::I16).expect("a sum with room");
}

/// Asserts that a network is refused with a code and words that say why.
fn refused(network: &Network, code: &str, word: &str) {
    let report = compiled(network, Storage::I8).expect_err("a refusal");
    assert!(report.contains(code) && report.contains(word), "{report}");
}

#[test]
fn scales_beyond_the_numbers_are_refused() {
    let x = input(IntType::U8, 0, 255);
    let one = |activation| [layer(&[&[0.5]], &[1.0], activation)];
    refused(
        &network(x.clone(), &output(IntType::I16, 1e-30), &one(NONE)),
        "T0602",
        "choose a larger `scale`",
    );
    let both = input(IntType::I8, -128, 127);
    for activation in [LEAKY, Activation::Tanh] {
        let fine = network(both.clone(), &output(IntType::I32, 1e-30), &one(activation));
        refused(&fine, "T0603", "choose a larger `scale`");
    }
    for activation in [NONE, RELU, LEAKY, Activation::Tanh, Activation::Sigmoid] {
        within(1.0, &network(x.clone(), &output(IntType::I16, 1e30), &one(activation)), Storage::I8);
    }
}

#[test]
fn hopeless_classifiers_are_refused() {
    let scores = |weight: f64| {
        let layers = [layer(&[&[weight], &[-weight]], &[0.0, 0.0], Activation::Softmax)];
        network(input(IntType::U16, 0, 65_535), &output(IntType::U8, 1.0), &layers)
    };
    let probability = output(IntType::U8, 1.0 / 256.0);
    compiled(&classifier(scores(1e-3), probability.clone()), Storage::I8).expect("a softmax");
    compiled(&classifier(scores(1.0), probability.clone()), Storage::I8).expect("a certain softmax");
    refused(&classifier(scores(1e3), probability.clone()), "T0604", "too large for `softmax`");
    refused(&classifier(scores(1e-3), Output { min: 5, ..probability.clone() }), "T0603", "excludes 0");
    refused(&classifier(scores(1e-3), Output { scale: 1e-12, ..probability }), "T0602", "finer");
}
