//! How long a network keeps the compiler busy, which is how long a user's build waits.

use std::time::Duration;

use tinyml_compiler::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
use tinyml_compiler::options::Deploy;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Options, compile};

use crate::clock::processor_time;
use crate::random::Random;
use crate::text::text;

/// What a network of some ten thousand weights may take without optimisation, file and all.
const LIMIT: Duration = Duration::from_secs(1);

fn classifier(widths: &[usize], activation: Activation, max: i64) -> Network {
    let mut random = Random::new(1);
    let layer = |(at, pair): (usize, &[usize])| {
        let (inputs, outputs) = (pair[0], pair[1]);
        let gain = 1.0 / libm::sqrt(inputs as f64);
        let last = at + 2 == widths.len();
        Dense {
            name: format!("fc{at}"),
            inputs,
            outputs,
            weights: (0..inputs * outputs).map(|_| (gain * random.normal() * 1e6).round() / 1e6).collect(),
            bias: vec![0.1; outputs],
            activation: if last { Activation::Argmax } else { activation },
        }
    };
    let layers: Vec<Dense> = widths.windows(2).enumerate().map(layer).collect();
    let (ty, length) = (IntType::U8, (widths[0] > 1).then_some(widths[0]));
    let scale = 1.0 / max as f64;
    let input = Input {
        name: "x".to_owned(),
        description: None,
        ty,
        unit: None,
        min: 0,
        max,
        scale,
        mean: 0.5,
        std: 0.3,
        length,
        faults: Faults::default(),
    };
    let labels = (0..*widths.last().expect("a width")).map(|class| format!("c{class}")).collect();
    let ty = IntType::I16;
    let output = Output {
        name: "y".to_owned(),
        description: None,
        ty,
        unit: None,
        scale: 0.001,
        min: ty.min(),
        max: ty.max(),
    };
    let outputs = Outputs::Classes { output, labels };
    Network {
        name: "timed".to_owned(),
        description: None,
        inputs: vec![input],
        outputs,
        layers,
        deploy: Deploy::default(),
        training: Vec::new(),
    }
}

#[test]
fn no_build_waits_long() {
    let cases: [(&[usize], Activation, i64); 6] = [
        (&[64, 32, 10], Activation::Relu, 255),
        (&[64, 32, 10], Activation::Tanh, 255),
        (&[128, 64, 64, 10], Activation::Relu, 255),
        (&[128, 64, 64, 10], Activation::Sigmoid, 255),
        (&[1, 16, 16, 4], Activation::Relu, 255),
        (&[14, 8, 4], Activation::Relu, 1),
    ];
    for (widths, activation, max) in cases {
        let network = classifier(widths, activation, max);
        let source = Source::from_bytes("timed.json", text(&network).into_bytes()).expect("a text");
        let start = processor_time();
        let compiled = compile(&source, &Options::default()).expect("a model");
        let time = processor_time() - start;
        let errors = &compiled.model().certificate;
        println!("{widths:?} {activation:?}: {time:.2?}, {} inputs run", errors.points);
        assert!(time < LIMIT, "{widths:?} {activation:?}: {time:.2?}");
    }
}
