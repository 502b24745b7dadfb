//! `cargo tinyml report`: its figures against the compiler's and against a second computation, and what its pages hold.

use super::program::{root, run, scratch};
use serde_json::{Value, json};
use std::fs;
use tinyml_compiler::diagnostic::Code;
use tinyml_compiler::network::Network;
use tinyml_compiler::plan::plan;
use tinyml_compiler::points::Points;
use tinyml_compiler::program::Program;
use tinyml_compiler::promises::Promises;
use tinyml_compiler::quantize::quantize;
use tinyml_compiler::simplify::simplify;
use tinyml_compiler::source::Source;
use tinyml_compiler::verify::certify;
use tinyml_compiler::{Options, compile, read};

fn report(arguments: &[&str]) -> Value {
    run([&["report", "--json"], arguments].concat()).json()
}

fn source(file: &str) -> Source {
    Source::from_bytes(file, fs::read(root().join(file)).expect("a file of the project")).expect("text")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-9)
}

const NTC: [&str; 5] = ["weights/ntc.json", "--data", "weights/ntc.csv", "--model", "weights/ntc.toml"];
const IRIS: [&str; 3] = ["weights/iris.json", "--data", "weights/iris.csv"];

#[test]
fn the_deviation_is_the_compilers() {
    for file in ["weights/ntc.json", "weights/sine.json", "weights/iris.json"] {
        let report = report(&[file]);
        let network = read(&source(file)).expect("a model");
        let simplified = simplify(&network);
        let quantized = quantize(&network, &simplified, &Options::default()).expect("a network of integers");
        let program = Program::Layers(quantized);
        let errors = certify(&network, &simplified, &program);
        assert_eq!(report["errors"]["proved"], errors.exhaustive, "{file}");
        for (name, expected) in [
            ("worst", errors.worst.error),
            ("mean", errors.mean),
            ("rms", errors.rms),
            ("bound", errors.bound),
        ] {
            assert!(near(number(&report["errors"][name]), expected), "{file} {name}");
        }
        assert_eq!(report["cost"]["macs"], plan(&program).macs, "{file}");
    }
}

#[test]
fn up_to_the_last_layer_is_all_of_the_deviation() {
    for file in ["weights/ntc.json", "weights/sine.json"] {
        let report = report(&[file]);
        let layers = report["layers"].as_array().expect("layers");
        let last = &layers[layers.len() - 1]["up_to_here"];
        assert!(near(number(&last["worst"]), number(&report["errors"]["worst"])), "{file}");
        assert!(near(number(&last["rms"]), number(&report["errors"]["rms"])), "{file}");
        // With exact inputs, the first layer is what all layers up to it are.
        let alone = number(&layers[0]["alone"]["worst"]);
        assert!(near(alone, number(&layers[0]["up_to_here"]["worst"])), "{file}");
        assert!(alone > 0.0, "{file}: the layer rounds nothing");
    }
}

#[test]
fn sums_are_those_that_the_kernels_reach() {
    let report = report(&["weights/ntc.json"]);
    let network = read(&source("weights/ntc.json")).expect("a model");
    let quantized =
        quantize(&network, &simplify(&network), &Options::default()).expect("a network of integers");
    let mut ranges = vec![(i64::MAX, i64::MIN); quantized.layers.len()];
    Points::of(&network, 0).for_each(|raw| {
        let mut x = quantized.enter(raw);
        for (layer, range) in quantized.layers.iter().zip(&mut ranges) {
            for sum in layer.sums(&x) {
                *range = (range.0.min(i64::from(sum)), range.1.max(i64::from(sum)));
            }
            x = layer.run(&x);
        }
    });
    for (layer, (least, greatest)) in report["layers"].as_array().expect("layers").iter().zip(ranges) {
        assert_eq!((&layer["sums"]["min"], &layer["sums"]["max"]), (&json!(least), &json!(greatest)));
        assert_eq!(layer["sums"]["reached"], true);
    }
}

#[test]
fn segments_stand_beside_layers() {
    let ntc = report(&["weights/ntc.json"]);
    let [layers, segments] = ntc["forms"]["forms"].as_array().expect("forms").as_slice() else {
        panic!("not two forms: {}", ntc["forms"]);
    };
    for core in 0..2 {
        let instructions = |form: &Value| number(&form["targets"][core]["instructions"]);
        assert!(instructions(segments) < instructions(layers) / 10.0);
    }
    assert!(number(&segments["bound"]) <= 0.005_001);
    let attribute = segments["attribute"].as_str().expect("a text");
    let ends = "lowering = \"piecewise\",\n    monotone = \"decreasing\"\n)]\npub struct Ntc;";
    assert!(attribute.ends_with(ends), "{attribute}");
    let iris = report(&["weights/iris.json"]);
    assert_eq!(iris["forms"]["forms"].as_array().map(Vec::len), Some(1));
    assert!(iris["forms"]["refused"].as_str().is_some_and(|why| why.contains("one scalar input")));
}

#[test]
fn the_attribute_builds_and_nothing_much_less_would() {
    for file in ["weights/ntc.json", "weights/iris.json", "tests/browser/models/wide.json"] {
        let report = report(&[file]);
        let promise = number(&report["promise"]["max_error"]);
        let with = |max_error: f64| {
            let promises = Promises { max_error: Some(max_error), ..Promises::default() };
            compile(&source(file), &Options { promises, ..Options::default() }).is_ok()
        };
        assert!(with(promise), "{file} does not keep {promise}");
        assert!(!with(number(&report["errors"]["bound"]) * 0.999), "{file} would keep less");
        let attribute = report["promise"]["attribute"].as_str().expect("a text");
        // The path is the one from the nearest Cargo.toml on.
        let path = file.trim_start_matches("tests/");
        assert!(attribute.contains(&format!("(\"{path}\", max_error = {promise}")), "{attribute}");
    }
    let report = report(&["weights/ntc.json", "--quant", "i16", "--layer", "fc1=i8"]);
    let attribute = report["promise"]["attribute"].as_str().expect("a text");
    assert!(attribute.contains("quant(\"i16\", fc1 = \"i8\"),\n    max_error = "), "{attribute}");
    assert!(attribute.ends_with("\npub struct Ntc;"), "{attribute}");
}

/// Samples of `weights/ntc.csv`: millivolts and degrees.
fn thermistor() -> Vec<(f64, f64)> {
    let text = fs::read_to_string(root().join("weights/ntc.csv")).expect("the data");
    let row = |line: &str| {
        let (temperature, volts) = line.split_once(',').expect("two columns");
        (volts.trim().parse::<f64>().expect("volts") * 1000.0, temperature.parse().expect("degrees"))
    };
    text.lines().skip(1).map(row).collect()
}

fn rms(network: &Network) -> f64 {
    let samples = thermistor();
    let square =
        |(volts, degrees): &(f64, f64)| (network.evaluate(&[volts.round() as i32])[0] - degrees).powi(2);
    (samples.iter().map(square).sum::<f64>() / samples.len() as f64).sqrt()
}

#[test]
fn residuals_are_those_of_a_second_computation() {
    let report = report(&NTC);
    let network = read(&source("weights/ntc.json")).expect("a model");
    let (data, fit) = (&report["data"], &report["data"]["outputs"][0]);
    assert_eq!((&data["rows"], &data["outside"]), (&json!(15), &json!(0)));
    assert!(near(number(&fit["float"]["rms"]), rms(&network)), "{fit}");
    let worst = number(&report["errors"]["worst"]);
    assert!((number(&fit["integer"]["rms"]) - rms(&network)).abs() <= worst, "{fit}");
    assert_eq!(report["plots"]["sweeps"][0]["samples"].as_array().map(Vec::len), Some(15));
}

#[test]
fn a_confusion_matrix_counts_every_sample_once() {
    let report = report(&IRIS);
    let classes = &report["data"]["classes"];
    let rows: Vec<Vec<u64>> = serde_json::from_value(classes["confusion"].clone()).expect("a matrix");
    assert_eq!(rows.iter().map(|row| row.iter().sum()).collect::<Vec<u64>>(), [50, 50, 50]);
    let right: u64 = (0..3).map(|class| rows[class][class]).sum();
    assert_eq!(classes["integer_right"], right);
    assert!(right >= 140, "{classes}");
    let mistakes = classes["mistakes"].as_array().expect("a list");
    assert_eq!(mistakes.iter().filter_map(|mistake| mistake[2].as_u64()).sum::<u64>(), 150 - right);
}

#[test]
fn text_fits_a_terminal() {
    for arguments in [&NTC[..], &IRIS, &["weights/sine.json"], &["tests/browser/models/hostile.json"]] {
        let found = run([&["report"], arguments].concat()).good();
        // The hostile model has a unit that is no unit.
        let most = if arguments[0].contains("hostile") { usize::MAX } else { 100 };
        let wide: Vec<&str> = found.lines().filter(|line| line.chars().count() > most).collect();
        assert!(wide.is_empty(), "{arguments:?}\n{}", wide.join("\n"));
        assert!(!found.contains("NaN") && !found.contains("inf "), "{found}");
        assert!(!found.chars().any(|c| c.is_control() && c != '\n'), "{found:?}");
    }
    let found = run([&["report"], &NTC[..]].concat()).good();
    for part in [
        "proved: all 3,301",
        "         at adc_mv = ",
        "15 of weights/ntc.csv",
        "#[tinyml_model(\"weights/ntc.json\"",
    ] {
        assert!(found.contains(part), "{part}\n{found}");
    }
}

#[test]
fn a_promise_that_is_missed_is_told_by_the_exit_code() {
    let code = |limit: &str| run(["report", "weights/ntc.json", "--max-error", limit]).code;
    assert_eq!([code("0.5"), code("0.001")], [Some(0), Some(1)]);
}

fn page(name: &str, arguments: &[&str]) -> String {
    let folder = scratch(name);
    let file = folder.join("page.html");
    let html = ["--html", file.to_str().expect("a path in Unicode")];
    run([&["report"], arguments, &html].concat()).good();
    fs::read_to_string(&file).expect("the page")
}

#[test]
fn pages_need_nothing_but_themselves() {
    for (name, arguments) in [("ntc", &NTC[..]), ("iris", &IRIS), ("sine", &["weights/sine.json"])] {
        let page = page(name, arguments);
        for foreign in ["http:", "https:", "//", "src=", "url(", "@import", "<script", "NaN", "Infinity"] {
            assert!(!page.contains(foreign), "{name} has {foreign}");
        }
        assert!(page.len() < 250_000, "{name} has {} bytes", page.len());
        assert_eq!(page.matches("<h1>").count(), 1, "{name}");
        assert_eq!(page.matches("<svg").count(), page.matches("role=\"img\"").count(), "{name}");
    }
}

#[test]
fn the_same_model_gives_the_same_page() {
    assert_eq!(page("once", &NTC), page("twice", &NTC));
}

#[test]
fn foreign_text_stays_text() {
    let page =
        page("hostile", &["tests/browser/models/hostile.json", "--data", "tests/browser/models/hostile.csv"]);
    for tag in ["<script", "<img", "<b>°C", "</title></style>", "<h1>second", "\u{202e}"] {
        assert!(!page.contains(tag), "{tag}");
    }
    assert!(page.contains("&lt;script&gt;alert(2)&lt;/script&gt;"));
    assert!(page.contains("Learning curve"));
}

#[test]
fn a_wide_model_has_a_short_page() {
    let row = |scale: f64| (0..4096).map(|index| f64::from(index % 17 - 8) * scale).collect::<Vec<f64>>();
    let model = json!({
        "version": 1, "name": "wide",
        "inputs": [{ "name": "pixels", "type": "u8", "range": [0, 255], "length": 4096, "normalize": { "mean": 128, "std": 64 } }],
        "outputs": [{ "name": "y", "type": "i32", "scale": 0.1 }],
        "layers": [{ "type": "dense", "name": "out", "weights": [row(0.01)], "bias": [0.0] }]
    });
    let folder = scratch("wide-model");
    let file = folder.join("wide.json");
    fs::write(&file, model.to_string()).expect("a model");
    let page = page("wide-page", &[file.to_str().expect("a path in Unicode")]);
    assert!(page.len() < 250_000, "{} bytes", page.len());
    assert!(page.contains("… 4,090 more") || page.contains("… 4090 more"), "the worst input is not cut");
}

#[test]
fn another_models_description_is_refused() {
    let data = ["--data", "weights/ntc.csv", "--model", "weights/ntc.toml"];
    let message = run([&["report", "weights/iris.json"], &data[..]].concat()).fault();
    assert!(message.contains(Code::OtherModel.id()), "{message}");
    assert!(message.contains("`sepal_length_mm`"), "{message}");
}
