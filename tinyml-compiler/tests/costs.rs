//! The cost model against what the emulators counted: the goldens of the bench, of one compiler at opt-level 3.
//!
//! What was measured of models that took no part in the fit is printed by the example `fit_cost` of tinyml-measure.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tinyml_compiler::cost::{Target, breakdown, estimate};
use tinyml_compiler::emit::Model;
use tinyml_compiler::options::{ActivationBits, Lowering, Storage};
use tinyml_compiler::promises::Promises;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Embedded, Options, compile, embed, file};

/// What an estimate of instructions may be off, as a share, and by so many besides, which matter in tiny models alone.
const INSTRUCTIONS: (f64, f64) = (0.10, 3.0);

/// The same for bytes of flash.
const FLASH: (f64, f64) = (0.10, 16.0);

/// What a bound of the stack may be too much.
const STACK: (f64, f64) = (0.5, 128.0);

/// One measurement of `tests/golden/bench.json`.
struct Golden {
    instructions: f64,
    stack: f64,
    flash: f64,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder around the crate")
}

/// Those of the newest compiler, by `model/architecture`.
fn goldens(of_graphs: bool) -> BTreeMap<String, Golden> {
    let text = std::fs::read_to_string(root().join("tests/golden/bench.json")).expect("goldens");
    let all: BTreeMap<String, BTreeMap<String, Value>> =
        serde_json::from_str(&text).expect("what bless writes");
    let newest = all.into_values().next_back().expect("one compiler");
    // Graphs are the models whose constants are counted apart.
    let newest = newest.into_iter().filter(|(_, found)| found.get("constants").is_some() == of_graphs);
    let golden = |found: Value| {
        let number = |name: &str| found[name].as_f64().expect("a number");
        Golden { instructions: number("most"), stack: number("stack"), flash: number("flash") }
    };
    newest.filter_map(|(key, found)| Some((key.strip_suffix("/3")?.to_owned(), golden(found)))).collect()
}

/// A model of the bench, as `tests/firmware/models/src/list.rs` has it; `None` where something else than `infer` is measured.
fn model(name: &str) -> Option<Model> {
    let plain = Options::default;
    let segments = |max_error| {
        let promises = Promises { max_error, ..Promises::default() };
        Options { lowering: Lowering::Piecewise, promises, ..plain() }
    };
    let (file, options) = match name {
        "ntc" | "sine" | "iris" | "digits" => (format!("weights/{name}.json"), plain()),
        "sine_i8" => {
            ("weights/sine.json".to_owned(), Options { activations: Some(ActivationBits::I8), ..plain() })
        }
        "digits_codebook4" => {
            ("weights/digits.json".to_owned(), Options { quant: Some(Storage::Codebook4.into()), ..plain() })
        }
        "ntc_piecewise" => ("weights/ntc.json".to_owned(), segments(None)),
        "sine_piecewise" => ("weights/sine.json".to_owned(), segments(Some(0.01))),
        "tanh_piecewise" => ("tests/models/good/tanh.json".to_owned(), segments(Some(0.05))),
        "tanh_tree" => ("tests/models/good/tanh.json".to_owned(), segments(Some(0.6))),
        "softmax" => ("tests/models/good/classifier_softmax.json".to_owned(), plain()),
        "storages" => ("tests/models/good/deploy.json".to_owned(), plain()),
        "iris_class" | "digits_class" | "ntc_fault" => return None,
        other => panic!("the bench has the model `{other}`, which this test does not know"),
    };
    let bytes = std::fs::read(root().join(&file)).expect("a model");
    let source = Source::from_bytes(file, bytes).expect("text");
    Some(compile(&source, &options).expect("a model that keeps its promises").model().clone())
}

fn target(architecture: &str) -> Target {
    match architecture {
        "armv6-m" => Target::Armv6M,
        "armv7e-m" => Target::Armv7EM,
        other => panic!("no target `{other}`"),
    }
}

#[test]
fn estimates_hold_for_every_model_of_the_bench() {
    let mut wrong = Vec::new();
    for (key, golden) in goldens(false) {
        let (name, architecture) = key.split_once('/').expect("model/architecture");
        let Some(model) = model(name) else { continue };
        let found = estimate(&model.program, &model.plan, target(architecture));
        let off = |found: f64, golden: f64| (found - golden).abs();
        let Golden { instructions, stack, flash } = golden;
        let line = format!(
            "{key}: {:.0} instructions of {instructions} ({:+.1} %), {:.0} bytes of {flash} ({:+.1} %), stack {} of {stack}",
            found.instructions,
            100.0 * (found.instructions / instructions - 1.0),
            found.flash,
            100.0 * (found.flash / flash - 1.0),
            found.stack,
        );
        println!("{line}");
        let holds = off(found.instructions, instructions) <= INSTRUCTIONS.0 * instructions + INSTRUCTIONS.1
            && off(found.flash, flash) <= FLASH.0 * flash + FLASH.1
            && (stack..=stack * (1.0 + STACK.0) + STACK.1).contains(&found.stack);
        if !holds {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn parts_add_up_to_the_whole_and_are_named_after_the_layers() {
    let model = model("ntc").expect("a model");
    for (_, target) in Target::ALL {
        let (parts, whole) =
            (breakdown(&model.program, &model.plan, target), estimate(&model.program, &model.plan, target));
        let names: Vec<Option<&str>> = parts.iter().map(|part| part.layer.as_deref()).collect();
        assert_eq!(names, [None, Some("fc1"), Some("fc2"), Some("out")]);
        let sum: f64 = parts.iter().map(|part| part.instructions).sum();
        assert!((sum - whole.instructions).abs() < 1e-9 && parts.iter().all(|part| part.instructions >= 0.0));
        let greatest = parts.iter().max_by(|a, b| a.instructions.total_cmp(&b.instructions)).expect("parts");
        assert_eq!(greatest.layer.as_deref(), Some("fc2"), "{parts:?}");
    }
}

/// A graph of the bench; `None` where the file is not there, as those beside the repository may be.
fn graph(name: &str) -> Option<tinyml_compiler::graph::GraphModel> {
    let folders = ["weights", "tests/tflite/golden", "../shared/golden"];
    let files = folders.iter().map(|folder| root().join(folder).join(format!("{name}.tflite")));
    let opened = file::open_any(&files.into_iter().find(|file| file.is_file())?).expect("a file");
    match embed(&opened, &Options::default()).expect("a supported model") {
        Embedded::Graph(model) => Some(*model),
        Embedded::Network(_) => panic!("{name} is a graph"),
    }
}

#[test]
fn graphs_stay_within_what_is_said_of_them() {
    let (mut known, mut within) = (0, true);
    for (key, Golden { stack, flash, .. }) in goldens(true) {
        let (name, architecture) = key.split_once('/').expect("model/architecture");
        let Some(model) = graph(name) else {
            println!("{key}: left out, since there is no file of the model");
            continue;
        };
        let (figures, target) = (&model.figures, target(architecture));
        let (most, bound) = (figures.constants + figures.code(target), figures.stack(target));
        println!("{key}: {flash} bytes of at most {most}, stack {stack} of at most {bound}");
        within &= flash <= most as f64 && stack <= bound as f64;
        known += 1;
    }
    assert!(known > 0 && within, "see above");
}
