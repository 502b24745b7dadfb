//! Random networks: everything that a model file may say, the odd and the extreme more often than in life.

use tinyml_compiler::Options;
use tinyml_compiler::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
use tinyml_compiler::options::{ActivationBits, Deploy, Quant, Storage};

use crate::random::Random;

/// A network and the options to compile it with.
pub struct Case {
    pub network: Network,
    pub options: Options,
}

/// How wild a case may be.
#[derive(Clone, Copy, PartialEq)]
pub enum Temper {
    /// What a training could give, scaled so that the output fits its type.
    Tame,
    /// Also what no training should give.
    Wild,
}

/// The case of a seed.
pub fn case(seed: u64, temper: Temper) -> Case {
    let random = &mut Random::new(seed);
    let wild = temper == Temper::Wild;
    let inputs = inputs(random, wild);
    let classifier = random.chance(25);
    let layers = layers(random, &inputs, classifier, wild);
    let rows = layers.last().map_or(0, |layer| layer.outputs);
    let mut network = Network {
        name: "random".to_owned(),
        description: None,
        inputs,
        outputs: Outputs::Values(Vec::new()),
        layers,
        deploy: Deploy::default(),
        training: Vec::new(),
    };
    network.outputs = if classifier {
        classes(random, &network, rows)
    } else {
        Outputs::Values(values(random, &network, rows, wild))
    };
    Case { options: options(random, &network), network }
}

fn inputs(random: &mut Random, wild: bool) -> Vec<Input> {
    let count = if random.chance(40) { 1 } else { random.size(2, 4) };
    let types = [IntType::U8, IntType::I8, IntType::U16, IntType::I16];
    (0..count)
        .map(|index| {
            let ty = random.pick(&types);
            let (min, max) = range(random, ty);
            let scale = if random.chance(40) { 1.0 } else { random.magnitude(-4.0, 2.0) };
            let (low, high) = (min as f64 * scale, max as f64 * scale);
            let (mean, std) = match random.integer(0, 9) {
                0 | 1 => (0.0, 1.0),
                2 if wild => (random.real(low, high), random.magnitude(-3.0, 3.0)),
                _ => (0.5 * (low + high) + random.real(-0.2, 0.2) * (high - low), 0.3 * (high - low)),
            };
            let length = (random.chance(10)).then(|| random.size(1, 6));
            Input {
                name: format!("in{index}"),
                description: None,
                ty,
                unit: None,
                min,
                max,
                scale,
                mean,
                std,
                length,
                faults: Faults::default(),
            }
        })
        .collect()
}

fn range(random: &mut Random, ty: IntType) -> (i64, i64) {
    let start = random.integer(ty.min(), ty.max() - 1);
    match random.integer(0, 5) {
        0 | 1 => (ty.min(), ty.max()),
        2 => (start, start + 1),
        3 => (start, (start + random.integer(1, 20)).min(ty.max())),
        _ => (start, random.integer(start + 1, ty.max())),
    }
}

fn layers(random: &mut Random, inputs: &[Input], classifier: bool, wild: bool) -> Vec<Dense> {
    let count = random.size(1, 3);
    let mut width: usize = inputs.iter().map(Input::width).sum();
    // Without normalisation raw values reach the first layer, which a training would have answered by small weights.
    let greatest = inputs.iter().fold(1.0_f64, |all, input| {
        all.max(input.normalized(input.min).abs()).max(input.normalized(input.max).abs())
    });
    let mut shrink = if wild && random.chance(10) { 1.0 } else { 1.0 / greatest };
    (0..count)
        .map(|at| {
            let last = at + 1 == count;
            let outputs = match (last, classifier) {
                (true, true) => random.size(2, 6),
                (true, false) => random.size(1, 4),
                _ => random.size(1, 12),
            };
            let mut layer = dense(random, (width, outputs), shrink, wild);
            layer.name = format!("fc{at}");
            layer.activation = activation(random, last, classifier, wild);
            (width, shrink) = (outputs, 1.0);
            layer
        })
        .collect()
}

fn dense(random: &mut Random, (inputs, outputs): (usize, usize), shrink: f64, wild: bool) -> Dense {
    let gain = 2.0 * shrink / libm::sqrt(inputs as f64);
    let mut weights: Vec<f64> = (0..inputs * outputs).map(|_| gain * random.normal()).collect();
    let mut bias: Vec<f64> = (0..outputs).map(|_| 0.5 * random.normal()).collect();
    match random.integer(0, if wild { 9 } else { 2 }) {
        3 => weights.iter_mut().for_each(|weight| *weight *= f64::from(u8::from(random.chance(40)))),
        4 => weights[random.size(0, inputs * outputs - 1)] *= 100.0,
        5 => weights.iter_mut().for_each(|weight| *weight *= random.magnitude(-9.0, 0.0)),
        6 => weights.iter_mut().for_each(|weight| *weight *= 1e4),
        7 => bias.iter_mut().for_each(|bias| *bias *= random.magnitude(0.0, 4.0)),
        8 => bias.fill(0.0),
        _ => {}
    }
    if wild && random.chance(20) {
        let row = random.size(0, outputs - 1);
        weights[row * inputs..(row + 1) * inputs].fill(0.0);
        bias[row] *= random.pick(&[0.0, 1.0, 30.0]);
    }
    if wild && random.chance(4) {
        weights.fill(0.0);
    }
    Dense { name: String::new(), inputs, outputs, weights, bias, activation: Activation::None }
}

fn activation(random: &mut Random, last: bool, classifier: bool, wild: bool) -> Activation {
    if last && classifier {
        return random.pick(&[Activation::Softmax, Activation::Argmax, Activation::None]);
    }
    if last && random.chance(50) {
        return Activation::None;
    }
    let max = if wild { random.magnitude(-3.0, 2.0) } else { 1.0 };
    let slope = if wild { random.pick(&[0.0, 1e-7, 0.3, 0.99, 0.99999]) } else { 0.1 };
    random.pick(&[
        Activation::None,
        Activation::Relu,
        Activation::Relu,
        Activation::Clamp { min: 0.0, max: 6.0 },
        Activation::Clamp { min: -max, max },
        Activation::Clamp { min: 0.3 * max, max },
        Activation::LeakyRelu { slope: 0.01 },
        Activation::LeakyRelu { slope },
        Activation::Tanh,
        Activation::Sigmoid,
    ])
}

/// Outputs whose scales suit what the network gives, or do not.
fn values(random: &mut Random, network: &Network, rows: usize, wild: bool) -> Vec<Output> {
    let ty = random.pick(&[IntType::I16, IntType::I16, IntType::I8, IntType::U8, IntType::U16, IntType::I32]);
    let spans = spans(random, network);
    let common = spans.iter().copied().fold(0.0, f64::max);
    let tabulated = network.layers.last().is_some_and(|layer| {
        matches!(layer.activation, Activation::Tanh | Activation::Sigmoid | Activation::LeakyRelu { .. })
    });
    let alike = random.chance(50) || (tabulated && !wild);
    let bits = random.real(5.0, if ty.bytes() == 1 { 6.9 } else { 14.9 });
    (0..rows)
        .map(|row| {
            let span = if alike { common } else { spans[row] };
            let span = if span > 1e-6 { span } else { 1.0 };
            let mut scale = span / libm::pow(2.0, bits);
            if wild {
                scale *= random.pick(&[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1e-3, 10.0, 1e6, 1e-30, 1e30]);
            }
            let same = alike && random.chance(90);
            let (min, max) = output_range(random, ty, same, span / scale);
            Output { name: format!("out{row}"), description: None, ty, unit: None, scale, min, max }
        })
        .collect()
}

fn output_range(random: &mut Random, ty: IntType, alike: bool, reach: f64) -> (i64, i64) {
    match random.integer(0, 5) {
        0 if !alike => {
            let min = random.integer(ty.min(), ty.max() - 1);
            (min, random.integer(min + 1, ty.max()))
        }
        1 => {
            let end = ((reach * 0.6) as i64).clamp(1, ty.max());
            ((-end).max(ty.min()), end)
        }
        _ => (ty.min(), ty.max()),
    }
}

fn classes(random: &mut Random, network: &Network, rows: usize) -> Outputs {
    let labels = (0..rows).map(|row| format!("class {row}")).collect();
    let softmax = network.layers.last().is_some_and(|layer| layer.activation == Activation::Softmax);
    let (ty, scale) = if softmax {
        random.pick(&[
            (IntType::U8, 1.0 / 256.0),
            (IntType::U16, 1.0 / 65_536.0),
            (IntType::I16, 1.0 / 32_768.0),
            (IntType::I8, 0.01),
            (IntType::I32, 1e-6),
        ])
    } else {
        let span = spans(random, network).into_iter().fold(1e-9, f64::max);
        (IntType::I16, span / 20_000.0)
    };
    let output = Output {
        name: "score".to_owned(),
        description: None,
        ty,
        unit: None,
        scale,
        min: ty.min(),
        max: ty.max(),
    };
    Outputs::Classes { output, labels }
}

/// The greatest magnitude of each output over a few inputs.
fn spans(random: &mut Random, network: &Network) -> Vec<f64> {
    let mut spans = vec![0.0_f64; network.layers.last().map_or(0, |layer| layer.outputs)];
    for _ in 0..64 {
        let outputs = network.evaluate(&point(random, network));
        for (span, output) in spans.iter_mut().zip(outputs) {
            *span = span.max(output.abs());
        }
    }
    spans
}

/// An input of the declared ranges: often at the ends of some of them.
pub fn point(random: &mut Random, network: &Network) -> Vec<i32> {
    let corners = random.chance(10);
    let inputs = network.inputs.iter().flat_map(|input| std::iter::repeat_n(input, input.width()));
    inputs
        .map(|input| {
            let value = random.integer(input.min, input.max);
            (if corners || random.chance(5) { random.pick(&[input.min, input.max]) } else { value }) as i32
        })
        .collect()
}

fn options(random: &mut Random, network: &Network) -> Options {
    let storages = [
        Storage::I4,
        Storage::I8,
        Storage::I8,
        Storage::I8,
        Storage::I16,
        Storage::Codebook2,
        Storage::Codebook3,
        Storage::Codebook4,
        Storage::Sparse,
    ];
    let mut quant: Quant = random.pick(&storages).into();
    for layer in &network.layers {
        if random.chance(15) {
            quant.layers.push((layer.name.clone(), random.pick(&storages)));
        }
    }
    let activations =
        random.pick(&[ActivationBits::I16, ActivationBits::I16, ActivationBits::I16, ActivationBits::I8]);
    Options { quant: Some(quant), activations: Some(activations), ..Options::default() }
}
