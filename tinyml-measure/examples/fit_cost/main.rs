//! Fits the cost model: measures a grid of small random networks on the emulators and prints the coefficients.
//!
//! `cargo run --release -p tinyml-cli --example fit_cost > tinyml-compiler/src/cost/coefficients.rs`; how well they fit goes
//! to the error stream. Random weights have no dead units and no zeros, so a network costs what its shape says.

use std::collections::BTreeMap;

use tinyml_cli::measure::{Measured, Setup, measure};
use tinyml_compiler::compile_network;
use tinyml_compiler::cost::{Target, data_bytes, terms};
use tinyml_compiler::emit::Model;
use tinyml_compiler::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
use tinyml_compiler::options::{Deploy, Options, Storage};
use tinyml_compiler::quant_network::QuantNetwork;

const RELU: Activation = Activation::Relu;

/// Inputs, hidden layers with their activation, outputs.
type Shape = (usize, &'static [usize], Activation, usize);

const SHAPES: [Shape; 24] = [
    (1, &[4], RELU, 1),
    (1, &[8], RELU, 1),
    (1, &[16], RELU, 1),
    (1, &[8, 8], RELU, 1),
    (1, &[5, 7], RELU, 1),
    (1, &[6, 4], RELU, 1),
    (1, &[16, 16], RELU, 1),
    (1, &[12, 9], RELU, 1),
    (2, &[8], RELU, 1),
    (2, &[6, 6], RELU, 2),
    (3, &[12], RELU, 2),
    (4, &[8], RELU, 3),
    (4, &[10, 5], RELU, 3),
    (8, &[16], RELU, 4),
    (16, &[24, 12], RELU, 5),
    (24, &[20], RELU, 10),
    (64, &[16], RELU, 10),
    (64, &[32], RELU, 10),
    (64, &[24, 16], RELU, 10),
    (1, &[8], Activation::Tanh, 1),
    (1, &[8, 8], Activation::Tanh, 1),
    (4, &[12], Activation::Tanh, 3),
    (2, &[8], Activation::LeakyRelu { slope: 0.1 }, 1),
    (4, &[9], Activation::Sigmoid, 2),
];

fn main() {
    let models: Vec<Model> = networks().iter().map(compiled).collect();
    println!(
        "//! What each term costs, in instructions and in bytes of code. Written by the example `fit_cost` of tinyml-cli.\n"
    );
    println!("use super::Target;\n\n/// Name, instructions and bytes of each term.");
    println!(
        "pub(super) fn of(target: Target) -> &'static [(&'static str, f64, f64)] {{\n    match target {{"
    );
    println!("        Target::Armv6M => &ARMV6M,\n        Target::Armv7EM => &ARMV7EM,\n    }}\n}}");
    for (name, target) in Target::ALL {
        let setup = Setup::of(target);
        let all: Vec<&Model> = models.iter().collect();
        let measured = measure(&all, &setup).unwrap_or_else(|report| stop(&report.to_string()));
        let rows = fit(&models, &measured, target);
        println!("\n#[rustfmt::skip]\nconst {}: [(&str, f64, f64); {}] = [", name.to_uppercase(), rows.len());
        for (term, (instructions, flash)) in rows {
            println!("    (\"{term}\", {instructions:.2}, {flash:.2}),");
        }
        println!("];");
    }
}

fn stop(reason: &str) -> ! {
    eprintln!("{reason}");
    std::process::exit(1)
}

fn compiled(network: &Network) -> Model {
    let compiled = compile_network(network, &Options::default(), "grid");
    compiled.unwrap_or_else(|report| stop(&report.to_string())).model().clone()
}

/// Every shape in 8 bits; those without a table in every other storage as well.
fn networks() -> Vec<Network> {
    let mut networks = Vec::new();
    for (at, shape) in SHAPES.iter().enumerate() {
        for (_, storage) in Storage::ALL {
            // Other storages differ in the weights' kernel only, which a third of the shapes tells apart.
            if storage == Storage::I8 || (shape.2 == RELU && at % 2 == 1) {
                networks.push(network(shape, storage, networks.len()));
            }
        }
    }
    networks
}

fn network(&(width, hidden, activation, outputs): &Shape, storage: Storage, number: usize) -> Network {
    let mut random = Random(number as u32 + 1);
    let sizes: Vec<usize> = [width].iter().chain(hidden).chain(&[outputs]).copied().collect();
    let layers = sizes.windows(2).enumerate().map(|(at, pair)| Dense {
        name: format!("fc{at}"),
        inputs: pair[0],
        outputs: pair[1],
        weights: (0..pair[0] * pair[1]).map(|_| random.next() / (pair[0] as f64).sqrt()).collect(),
        // Positive, so that most units are active somewhere.
        bias: (0..pair[1]).map(|_| 0.5 + 0.5 * random.next().abs()).collect(),
        activation: if at < hidden.len() { activation } else { Activation::None },
    });
    let output = Output {
        name: "y".to_owned(),
        description: None,
        ty: IntType::I16,
        unit: None,
        scale: 0.001,
        min: IntType::I16.min(),
        max: IntType::I16.max(),
    };
    let labels = (0..outputs).map(|at| format!("c{at}")).collect();
    let input = Input {
        name: "x".to_owned(),
        description: None,
        ty: IntType::U16,
        unit: None,
        min: 0,
        max: 4095,
        scale: 1.0,
        mean: 2000.0,
        std: 1000.0,
        length: (width > 4).then_some(width),
        faults: Faults::default(),
    };
    let inputs = match input.length {
        Some(_) => vec![input],
        None => (0..width).map(|at| Input { name: format!("x{at}"), ..input.clone() }).collect(),
    };
    Network {
        name: "grid".to_owned(),
        description: None,
        inputs,
        outputs: if outputs > 2 {
            Outputs::Classes { output, labels }
        } else {
            Outputs::Values(vec![output; outputs])
        },
        layers: layers.collect(),
        deploy: Deploy { quant: Some(storage.into()), activations: None },
        training: Vec::new(),
    }
}

/// Numerical Recipes' generator; uniform in -1..1, away from zero.
struct Random(u32);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let value = f64::from(self.0 >> 8) / f64::from(1 << 23) - 1.0;
        value + 0.1 * value.signum()
    }
}

fn quantized(model: &Model) -> &QuantNetwork {
    model.program.layers().expect("it was compiled to layers")
}

/// Instructions and bytes of code of each term, by non-negative least squares of relative errors.
fn fit(models: &[Model], measured: &[Measured], target: Target) -> BTreeMap<String, (f64, f64)> {
    let rows: Vec<Vec<(String, f64)>> = models.iter().map(|m| terms(quantized(m), &m.plan, target)).collect();
    let mut names: Vec<String> = rows.iter().flatten().map(|(name, _)| name.clone()).collect();
    names.sort();
    names.dedup();
    let amount = |row: &Vec<(String, f64)>, name: &String| {
        row.iter().filter(|(term, _)| term == name).map(|(_, n)| n).sum()
    };
    let matrix: Vec<Vec<f64>> =
        rows.iter().map(|row| names.iter().map(|name| amount(row, name)).collect()).collect();
    let instructions: Vec<f64> = measured.iter().map(|m| m.instructions).collect();
    let data = |model: &Model| data_bytes(&model.program, &model.plan, target) as f64;
    let totals: Vec<f64> = measured.iter().map(|m| m.flash as f64).collect();
    let code: Vec<f64> = models.iter().zip(&totals).map(|(model, total)| total - data(model)).collect();
    let time = least_squares(&matrix, &instructions, &instructions);
    let size = least_squares(&matrix, &code, &totals);
    told("instructions", target, &matrix, &time, &instructions, &instructions, models);
    told("flash", target, &matrix, &size, &code, &totals, models);
    names.into_iter().zip(time.into_iter().zip(size)).filter(|(_, (a, b))| *a > 0.0 || *b > 0.0).collect()
}

/// Minimises the squares of `(matrix · x - y) / scale` over `x >= 0`, one unknown at a time.
fn least_squares(matrix: &[Vec<f64>], y: &[f64], scale: &[f64]) -> Vec<f64> {
    let mut x = vec![0.0; matrix[0].len()];
    let mut left: Vec<f64> = y.iter().zip(scale).map(|(y, scale)| y / scale).collect();
    for _ in 0..20_000 {
        for at in 0..x.len() {
            let (mut up, mut down) = (0.0, 1e-9);
            for ((row, left), scale) in matrix.iter().zip(&left).zip(scale) {
                let slope = row[at] / scale;
                up += slope * left;
                down += slope * slope;
            }
            let step = (up / down).max(-x[at]);
            x[at] += step;
            for ((row, left), scale) in matrix.iter().zip(&mut left).zip(scale) {
                *left -= step * row[at] / scale;
            }
        }
    }
    x
}

fn told(
    what: &str,
    target: Target,
    matrix: &[Vec<f64>],
    x: &[f64],
    y: &[f64],
    scale: &[f64],
    models: &[Model],
) {
    let error = |((row, y), scale): ((&Vec<f64>, &f64), &f64)| {
        let found: f64 = row.iter().zip(x).map(|(n, x)| n * x).sum();
        100.0 * (found - y) / scale
    };
    let errors: Vec<f64> = matrix.iter().zip(y).zip(scale).map(error).collect();
    let rms = (errors.iter().map(|e| e * e).sum::<f64>() / errors.len() as f64).sqrt();
    eprintln!("{}: {what} of {} networks within {rms:.1} % RMS", target.title(), models.len());
    for (model, (error, scale)) in
        models.iter().zip(errors.iter().zip(scale)).filter(|(_, (e, _))| e.abs() > 10.0)
    {
        let layers: Vec<String> =
            model.layers().iter().map(|l| format!("{}x{}", l.inputs, l.outputs)).collect();
        eprintln!("  {} {}: {error:+.1} % of {scale}", layers.join(" "), model.layers()[0].storage.name());
    }
}
