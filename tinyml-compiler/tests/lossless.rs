//! Removal that changes no bit: units that never act, units that are constant, units that repeat another one.

use tinyml_compiler::cost::{Target, data_bytes};
use tinyml_compiler::emit::Model;
use tinyml_compiler::network::{Activation, Network};
use tinyml_compiler::options::{Options, Quant, Storage};
use tinyml_compiler::quantize::quantize;
use tinyml_compiler::simplify::{fold, without_dead_units};
use tinyml_compiler::source::Source;
use tinyml_compiler::trim::trim;
use tinyml_compiler::{compile_network, compile_whole, read};

/// A thermistor of 1-8-8-1 that is not trained anew, with three units of the first and two of the second layer that never open between 0 and 3300 mV.
fn with_unused_units() -> Network {
    let text = include_bytes!("data/thermistor.json").to_vec();
    let source = Source::from_bytes("ntc.json", text).expect("it is text");
    let mut network = read(&source).expect("it is a model");
    let dead = [(0, &[1, 3, 6][..], -40.0), (1, &[0, 5][..], -4000.0)];
    for (layer, units, bias) in dead {
        units.iter().for_each(|&unit| network.layers[layer].bias[unit] = bias);
    }
    network
}

fn compiled(network: &Network, options: &Options) -> Model {
    compile_network(network, options, "ntc.json").expect("it compiles").model().clone()
}

fn widths(model: &Model) -> Vec<usize> {
    model.layers().iter().map(|layer| layer.outputs).collect()
}

#[test]
fn unused_units_go_and_all_65536_outputs_stay() {
    let network = with_unused_units();
    for (_, storage) in Storage::ALL {
        let options = Options { quant: Some(Quant::from(storage)), ..Options::default() };
        let whole = compile_whole(&network, &options, "ntc.json").expect("it compiles").model().clone();
        let built = compiled(&network, &options);
        let (short, removed) = without_dead_units(&network);
        let shortened = compiled(&short, &options);
        assert_eq!(removed, [("fc1".to_owned(), 3), ("fc2".to_owned(), 2)]);
        assert_eq!(widths(&whole), [8, 8, 1], "{storage:?}");
        assert!(widths(&built)[0] <= 5 && widths(&built)[1] <= 6, "{storage:?}");
        assert_eq!(widths(&built), widths(&shortened), "{storage:?}");
        for raw in 0..=65_535 {
            let expected = built.program.run(&[raw]);
            // A table that all weights share holds those of unused units, too, and so gives others a little less.
            if storage.table().is_none() {
                assert_eq!(whole.program.run(&[raw]), expected, "{storage:?}, input {raw}");
            }
            assert_eq!(shortened.program.run(&[raw]), expected, "{storage:?}, input {raw}, by the file");
        }
        for (_, target) in Target::ALL {
            let bytes = |model: &Model| data_bytes(&model.program, &model.plan, target);
            assert!(bytes(&built) < bytes(&whole), "{storage:?}");
        }
    }
}

#[test]
fn constant_units_become_part_of_the_biases() {
    let mut network = with_unused_units();
    network.layers[0].activation = Activation::Clamp { min: 0.0, max: 6.0 };
    // Unit 2 is always at its upper bound; units 1, 3 and 6 are always at the lower one.
    network.layers[0].bias[2] = 60.0;
    let options = Options::default();
    let whole = quantize(&network, &fold(&network), &options).expect("it is quantised");
    let trimmed = trim(&whole);
    assert!(trimmed.removed.contains(&("fc1".to_owned(), 4)), "{:?}", trimmed.removed);
    for raw in 0..=65_535 {
        assert_eq!(trimmed.network.run(&[raw]), whole.run(&[raw]), "input {raw}");
    }
}

#[test]
fn a_unit_that_repeats_another_is_read_through_it() {
    let mut network = with_unused_units();
    let first = &mut network.layers[0];
    (first.weights[4], first.bias[4]) = (first.weights[0], first.bias[0]);
    for row in 0..8 {
        // Small enough that the sum of both is still a weight.
        let inputs = network.layers[1].inputs;
        network.layers[1].weights[row * inputs] *= 0.3;
        network.layers[1].weights[row * inputs + 4] = network.layers[1].weights[row * inputs];
    }
    let mut whole = quantize(&network, &fold(&network), &Options::default()).expect("it is quantised");
    // The search may have given the two rows different steps; here they are made equal to the bit.
    let rows = whole.layers[0].clone();
    let (weight, bias) = (rows.weights[0], rows.bias[0]);
    let mut weights = rows.weights.clone();
    let mut biases = rows.bias.clone();
    (weights[4], biases[4]) = (weight, bias);
    let parts = tinyml_compiler::quant_network::Rows {
        inputs: rows.inputs,
        storage: rows.storage,
        weights,
        bias: biases,
        steps: rows.steps.clone(),
    };
    let mut same = tinyml_compiler::quant_network::QuantLayer::new(
        &rows.name,
        parts,
        rows.offsets.clone(),
        rows.op.clone(),
        rows.out_steps.clone(),
    );
    same.results = vec![(0, 1); 8];
    whole.layers[0] = same;
    let trimmed = trim(&whole);
    assert!(trimmed.network.layers[0].outputs < 8, "{:?}", trimmed.removed);
    for raw in 0..=65_535 {
        assert_eq!(trimmed.network.run(&[raw]), whole.run(&[raw]), "input {raw}");
    }
}
