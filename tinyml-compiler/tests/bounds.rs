//! Does the bound hold, and how far is it from what inputs really do?
//!
//! Iris and the digits have more inputs than can be tried. A million random inputs and a gradient-guided search look for the
//! greatest deviation; none may exceed the bound. `cargo test --release -p tinyml-compiler --test bounds -- --nocapture` prints the
//! ratios; without optimisation there are fewer random inputs, and it says so.

use std::path::Path;
use std::time::Instant;

use tinyml_compiler::network::Network;
use tinyml_compiler::options::{Options, Storage};
use tinyml_compiler::program::Program;
use tinyml_compiler::quantize::quantize;
use tinyml_compiler::read;
use tinyml_compiler::simplify::simplify;
use tinyml_compiler::source::Source;
use tinyml_compiler::verify::{Effort, certify, certify_within, sample, search};

/// Random inputs for each model.
const RANDOM: u64 = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };

/// Climbs for each model.
const CLIMBS: u64 = if cfg!(debug_assertions) { 40 } else { 400 };

fn network(name: &str) -> Network {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights").join(name);
    let source = Source::from_bytes(name, std::fs::read(path).expect("a model")).expect("UTF-8");
    read(&source).expect("a network")
}

/// The bound of a macro, that of patience, and the greatest deviations that were found.
struct Found {
    bound: f64,
    patient: f64,
    random: f64,
    climbed: f64,
}

fn look(name: &str, storage: Storage) -> Found {
    let network = network(name);
    let simplified = simplify(&network);
    let options = Options { quant: Some(storage.into()), ..Options::default() };
    let quantized = quantize(&network, &simplified, &options).expect("integers");
    let program = Program::Layers(quantized.clone());
    let start = Instant::now();
    let certificate = certify(&network, &simplified, &program);
    let took = start.elapsed();
    assert!(!certificate.exhaustive, "{name} is run whole");
    let effort = Effort { points: 0, bound_macs: 1 << 26, ..Effort::MACRO };
    let patient = certify_within(&network, &simplified, &program, &effort);
    let random = sample(&network, &program, RANDOM);
    let climbed = search(&network, &simplified, &quantized, CLIMBS, 1).expect("an input").error;
    let found = Found { bound: certificate.bound, patient: patient.bound, random: random.error, climbed };
    let greatest = found.random.max(found.climbed).max(certificate.worst.error).max(patient.worst.error);
    println!(
        "{name} {}: bound {:.4} in {took:.2?}, {:.4} with patience; {RANDOM} random inputs {:.4}, {CLIMBS} climbs {:.4}; ratio {:.2}, {:.2}",
        storage.name(),
        found.bound,
        found.patient,
        found.random,
        found.climbed,
        found.bound / greatest,
        found.patient / greatest,
    );
    assert!(greatest <= found.patient && found.patient <= found.bound, "{name}: {greatest}");
    found
}

#[test]
fn iris_stays_below_its_bound() {
    for (storage, most) in [(Storage::I8, 2.0), (Storage::I4, 2.0), (Storage::I16, 2.0)] {
        let found = look("iris.json", storage);
        assert!(found.bound <= most * found.climbed.max(found.random), "the bound is idle");
    }
}

#[test]
fn digits_stay_below_their_bound() {
    for (storage, most) in [(Storage::I8, 8.0), (Storage::I4, 8.0)] {
        let found = look("digits.json", storage);
        assert!(found.bound <= most * found.climbed.max(found.random), "the bound is idle");
    }
}
