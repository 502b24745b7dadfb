//! What the attribute writes, as files that a person reads in a review, and how much of it there is.
//!
//! `TINYML_BLESS=1 cargo test -p tinyml-tests --test expansions` writes the files anew.

use std::path::Path;

use tinyml_compiler::Options;
use tinyml_compiler::options::{Lowering, MemoryPlace};
use tinyml_tests::expansion::{Lines, expand};
use tinyml_tests::project::root;

/// The most lines of the thermistor's expansion that are neither data nor documentation.
const NTC_LINES: usize = 60;

/// And of the two functions that tell its faults from measurements.
const FAULT_LINES: usize = 14;

fn expansion(model: &str, name: &str) -> String {
    expand(&root(), model, name, &Options::default()).expect("a valid model")
}

/// Compares an expansion with its golden file, or writes that.
fn keeps(golden: &str, model: &str, name: &str) {
    agrees(golden, model, name, &expansion(model, name));
}

fn agrees(golden: &str, model: &str, name: &str, expansion: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/expand").join(golden);
    let text = format!(
        "//! What follows `pub struct {name};` for `{model}`. Written by the test, not by hand.\n\n{expansion}"
    );
    if std::env::var_os("TINYML_BLESS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder that can be made");
        std::fs::write(&path, text).expect("a file that can be written");
        return;
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let difference = text.lines().zip(golden.lines()).enumerate().find(|(_, (new, old))| new != old);
    let difference = difference.map(|(at, (new, old))| format!("line {}:\n  was {old}\n  is  {new}", at + 1));
    assert!(
        text == golden,
        "{} is out of date; if the change is meant, TINYML_BLESS=1 writes it anew\n{}",
        path.display(),
        difference.unwrap_or("the one is longer than the other".to_owned())
    );
}

#[test]
fn a_regression() {
    keeps("ntc.rs", "weights/ntc.json", "Ntc");
}

#[test]
fn a_classifier() {
    keeps("iris.rs", "weights/iris.json", "Iris");
}

#[test]
fn a_table() {
    keeps("tanh.rs", "tests/models/good/tanh.json", "Tanh");
}

#[test]
fn arrays() {
    keeps("arrays.rs", "tests/models/good/array_and_scalar.json", "Arrays");
}

/// What can be wrong with several inputs, of which one has faults, one a calibrated range and one neither.
#[test]
fn faults() {
    keeps("faults.rs", "tests/models/good/faults_of_several.json", "Boiler");
}

/// Segments instead of layers.
#[test]
fn segments() {
    let options = Options { lowering: Lowering::Piecewise, ..Options::default() };
    let expansion = expand(&root(), "weights/ntc.json", "Ntc", &options).expect("a valid model");
    agrees("piecewise.rs", "weights/ntc.json", "Ntc", &expansion);
}

/// Each storage of weights that is not simply bits, as the model file recommends it.
#[test]
fn storages() {
    keeps("storages.rs", "tests/models/good/deploy.json", "Motion");
}

/// Branches in one memory, whose offsets can be read.
#[test]
fn a_graph() {
    keeps("inception.rs", "tests/tflite/golden/inception.tflite", "Inception");
}

/// A network that remembers, with labels and a lent memory.
#[test]
fn a_graph_with_states() {
    let labels = ["silence", "yes", "no", "unknown"].map(str::to_owned).to_vec();
    let options = Options { memory: MemoryPlace::Borrowed, labels: Some(labels), ..Options::default() };
    let model = "tests/tflite/golden/svdf_keywords.tflite";
    let expansion = expand(&root(), model, "Keywords", &options).expect("a valid model");
    agrees("keywords.rs", model, "Keywords", &expansion);
}

#[test]
fn the_expansion_is_short() {
    // What comes of the faults is a public enum, as a person would write it; the bar is for the model.
    let expansion = expansion("weights/ntc.json", "Ntc");
    let model = expansion.split_once("const _: () = {").map_or("", |(_, model)| model);
    let Lines { docs, data, code } = Lines::of(model);
    println!(
        "ntc: {code} lines (bar: {NTC_LINES} + {FAULT_LINES}), {data} lines of data, {docs} lines of documentation"
    );
    assert!(code <= NTC_LINES + FAULT_LINES, "{code} lines");
}
