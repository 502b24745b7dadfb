//! Weights that are looked up: how many values there are, and that those which are few enough already stay apart.

use std::collections::{BTreeMap, BTreeSet};

use tinyml_compiler::Options;
use tinyml_compiler::network::{Activation, Dense, Faults, Input, IntType, Network, Output, Outputs};
use tinyml_compiler::options::{Deploy, Quant, Storage};
use tinyml_compiler::quant_network::QuantNetwork;
use tinyml_compiler::quantize::{draft, quantize};
use tinyml_compiler::simplify::simplify;

use crate::random::Random;

/// Eight inputs, twelve units, one output; `weight` gives the weights of the layers.
fn network(mut weight: impl FnMut(usize) -> f64) -> Network {
    let mut layer = |at: usize, inputs: usize, outputs: usize, activation| Dense {
        name: format!("fc{at}"),
        inputs,
        outputs,
        weights: (0..inputs * outputs).map(|_| weight(at)).collect(),
        bias: (0..outputs).map(|unit| 0.3 + 0.01 * unit as f64).collect(),
        activation,
    };
    let layers = vec![
        layer(1, 8, 12, Activation::Relu),
        layer(2, 12, 10, Activation::LeakyRelu { slope: 0.1 }),
        layer(3, 10, 1, Activation::None),
    ];
    let input = Input {
        name: "x".to_owned(),
        description: None,
        ty: IntType::I8,
        unit: None,
        min: -100,
        max: 100,
        scale: 0.01,
        mean: 0.1,
        std: 0.5,
        length: Some(8),
        faults: Faults::default(),
    };
    let ty = IntType::I16;
    let output = Output {
        name: "y".to_owned(),
        description: None,
        ty,
        unit: None,
        scale: 0.01,
        min: ty.min(),
        max: ty.max(),
    };
    Network {
        name: "m".to_owned(),
        description: None,
        inputs: vec![input],
        outputs: Outputs::Values(vec![output]),
        layers,
        deploy: Deploy::default(),
        training: Vec::new(),
    }
}

/// What the compiler makes of it, thoroughly and as a draft.
fn quantized(network: &Network, quant: Quant) -> [QuantNetwork; 2] {
    let options = Options { quant: Some(quant), ..Options::default() };
    let simplified = simplify(network);
    let points = vec![vec![100; 8], vec![-100; 8]];
    let drafted = draft(network, &simplified, &options, &points).expect("a draft");
    [quantize(network, &simplified, &options).expect("a network"), drafted]
}

#[test]
fn few_values_stay_what_they_are() {
    let mut random = Random::new(20);
    for (storage, values) in [
        (Storage::Codebook2, vec![-0.6, 0.0, 0.4, 0.9]),
        (Storage::Codebook3, vec![-0.7, -0.5, -0.12, 0.0, 0.1, 0.3, 0.45, 0.8]),
        (Storage::Codebook4, (0..16).map(|at| 0.013 * f64::from((at - 7) * (at + 3))).collect()),
    ] {
        // The layer before has weights of its own; the last one, too.
        let network = network(|layer| if layer == 2 { random.pick(&values) } else { 0.4 * random.normal() });
        let quant = Quant { all: Storage::I8, layers: vec![("fc2".to_owned(), storage)] };
        for quantized in quantized(&network, quant) {
            let (float, layer) = (&network.layers[1], &quantized.layers[1]);
            let mut meaning: BTreeMap<i16, BTreeSet<u64>> = BTreeMap::new();
            for (weight, real) in layer.weights.iter().zip(&float.weights) {
                meaning.entry(*weight).or_default().insert(real.to_bits());
            }
            assert!(meaning.values().all(|reals| reals.len() == 1), "{storage:?}: {meaning:?}");
            assert_eq!(
                layer.weights.iter().zip(&float.weights).find(|(w, real)| (**w == 0) != (**real == 0.0)),
                None
            );
            assert!(layer.steps.iter().all(|step| *step == layer.steps[0]), "{:?}", layer.steps);
        }
    }
}

#[test]
fn no_layer_has_more_values_than_its_table() {
    let mut random = Random::new(21);
    let network = network(|_| if random.chance(30) { 0.0 } else { random.normal() });
    for (storage, most) in [(Storage::Codebook2, 4), (Storage::Codebook3, 8), (Storage::Codebook4, 16)] {
        for quantized in quantized(&network, storage.into()) {
            for layer in &quantized.layers {
                let values: BTreeSet<i16> = layer.weights.iter().copied().collect();
                assert!(values.len() <= most, "{storage:?}: {values:?}");
            }
        }
    }
}

#[test]
fn without_zeros_nothing_else_changes() {
    let mut random = Random::new(22);
    let network = network(|_| if random.chance(70) { 0.0 } else { random.normal() });
    let [sparse, _] = quantized(&network, Storage::Sparse.into());
    let [dense, _] = quantized(&network, Storage::I8.into());
    for (sparse, dense) in sparse.layers.iter().zip(&dense.layers) {
        assert_eq!((&sparse.weights, &sparse.bias), (&dense.weights, &dense.bias));
    }
    for _ in 0..100 {
        let raw: Vec<i32> = (0..8).map(|_| random.integer(-100, 100) as i32).collect();
        assert_eq!(sparse.run(&raw), dense.run(&raw));
    }
}
