//! Does `quant = "auto"` take the cheapest mix of storages that keeps the promise?
//!
//! Of small networks all mixes are compiled, each as the attribute would if a user had written it.

use std::time::Instant;

use tinyml_compiler::options::{Options, Quant};
use tinyml_compiler::promises::Promises;
use tinyml_compiler::quantize::auto::mixes;
use tinyml_compiler::simplify::simplify;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Compiled, compile, read};

fn source(name: &str) -> Source {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    Source::from_bytes(name, std::fs::read(path).expect("a model")).expect("it is text")
}

fn options(max_error: f64, quant: Option<Quant>) -> Options {
    let promises = Promises { max_error: Some(max_error), ..Promises::default() };
    Options { auto: quant.is_none(), quant, promises, ..Options::default() }
}

fn storages(model: &Compiled) -> Vec<(String, &'static str)> {
    let layers = &model.model().program.layers().expect("layers").layers;
    layers.iter().map(|layer| (layer.name.clone(), layer.storage.name())).collect()
}

/// The cheapest mix of all, found by compiling one after the other.
fn exhaustive(name: &str, limit: f64) -> Option<Vec<(String, &'static str)>> {
    let source = source(name);
    let network = read(&source).expect("a valid model");
    let all = mixes(&network, &simplify(&network), &Options::default());
    assert_eq!(all.len(), 3_usize.pow(u32::try_from(network.layers.len()).expect("few layers")), "{name}");
    assert!(all.is_sorted_by(|a, b| a.1 <= b.1), "{name}");
    let kept = all.into_iter().find_map(|(quant, _)| compile(&source, &options(limit, Some(quant))).ok());
    kept.as_ref().map(storages)
}

fn takes_the_cheapest(name: &str, limits: &[f64]) {
    let mut seen = Vec::new();
    for &limit in limits {
        let start = Instant::now();
        let model = compile(&source(name), &options(limit, None)).expect("a promise that can be kept");
        let time = start.elapsed();
        assert!(model.model().certificate.bound <= limit);
        let found = storages(&model);
        println!("{name}, {limit}: {found:?} in {time:.2?}");
        assert_eq!(Some(&found), exhaustive(name, limit).as_ref(), "{name}, {limit}");
        seen.push(found);
    }
    seen.dedup();
    assert!(seen.len() > 1, "{name}: all promises give {seen:?}");
}

#[test]
fn of_the_thermistor() {
    takes_the_cheapest("weights/ntc.json", &[2.0, 0.05, 0.02, 0.013]);
}

#[test]
fn of_irises() {
    takes_the_cheapest("weights/iris.json", &[2.0, 0.02, 0.005]);
}

#[test]
fn of_a_sine() {
    takes_the_cheapest("weights/sine.json", &[0.2, 0.01]);
}

#[test]
fn of_digits() {
    takes_the_cheapest("weights/digits.json", &[20.0, 1.0]);
}

/// A storage that the file recommends is one of those that are tried.
#[test]
fn what_the_file_recommends_is_tried() {
    let network = read(&source("tests/models/good/deploy.json")).expect("a valid model");
    let all = mixes(&network, &simplify(&network), &Options::default());
    assert_eq!(all.len(), 4 * 4 * 4 * 4);
    let recommended = network.deploy.quant.expect("a recommendation");
    let is = |quant: &Quant| {
        network.layers.iter().all(|layer| quant.of(&layer.name) == recommended.of(&layer.name))
    };
    assert!(all.iter().any(|(quant, _)| is(quant)));
}

/// Six layers have too many mixes to list.
#[test]
fn of_many_layers() {
    let layer = |at: usize| {
        let (a, b) = (0.9 + 0.013 * at as f64, 0.3 - 0.07 * at as f64);
        format!(
            r#"{{"type": "dense", "name": "fc{at}", "weights": [[{a}, {b}], [{b}, {a}]], "bias": [0.1, -0.05],
            "activation": "relu"}}"#
        )
    };
    let layers: Vec<String> = (1..6).map(layer).collect();
    let text = format!(
        r#"{{"version": 1, "name": "deep",
        "inputs": [{{"name": "x", "type": "u8", "range": [0, 255], "normalize": {{"mean": 128, "std": 64}}}}],
        "outputs": [{{"name": "y", "type": "i16", "scale": 0.001}}],
        "layers": [{{"type": "dense", "name": "fc0", "weights": [[0.71], [-0.93]], "bias": [0.2, 0.3],
        "activation": "relu"}}, {}, {{"type": "dense", "name": "out", "weights": [[0.37, -0.61]], "bias": [0]}}]}}"#,
        layers.join(",")
    );
    let source = Source::from_bytes("deep.json", text.into_bytes()).expect("it is text");
    let network = read(&source).expect("a valid model");
    assert!(mixes(&network, &simplify(&network), &Options::default()).is_empty());
    let deployed = |limit| compile(&source, &options(limit, None)).expect("a promise that can be kept");
    let [coarse, fine] = [0.05, 0.0008].map(|limit| storages(&deployed(limit)));
    println!("deep: {coarse:?}, and {fine:?}");
    let coarsest = |layers: &[(String, &str)]| layers.iter().filter(|(_, storage)| *storage != "i16").count();
    assert!(coarsest(&coarse) > coarsest(&fine), "{coarse:?}, {fine:?}");
    assert!(deployed(0.0008).model().certificate.bound <= 0.0008);
}

/// The finest mix misses it: what it makes is told, and that nothing finer was left.
#[test]
fn a_promise_that_no_mix_keeps() {
    let report =
        compile(&source("weights/ntc.json"), &options(0.002, None)).expect_err("a promise too strict");
    let text = report.to_string();
    assert!(text.contains("T0605") && text.contains("no mix of storages keeps `max_error`"), "{text}");
    assert!(!text.contains("quant"), "{text}");
}

#[test]
fn without_a_promise_there_is_no_choice() {
    let auto = Options { auto: true, ..Options::default() };
    let report = compile(&source("weights/ntc.json"), &auto).expect_err("nothing to keep");
    assert!(report.to_string().contains("max_error"), "{report}");
}
