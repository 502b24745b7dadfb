//! Imported models against the reference interpreters: every byte of every output, and every operator's output by its
//! hash. The models are the project's own (`tests/tflite/golden`), and those of `../shared/golden` where that is present.
//!
//! Run with `--nocapture` to see every model; `TINYML_MODEL=conv` runs those with `conv` in their name. That the chip's code gives
//! the same bytes is shown elsewhere, on the emulators.

mod aside;
mod manifest;
mod run;

use std::path::Path;

use aside::{ASIDE, Aside};
use manifest::{Entry, Manifest};
use run::{Equal, compare};
use tinyml_compiler::graph::operators::Operator;
use tinyml_compiler::options::Reference;

/// Runs all models of a folder, given relative to the root of the repository; `false` if it is not there.
fn folder_agrees(folder: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let Some(manifest) = Manifest::open(&root.join(folder)) else {
        return false;
    };
    let wanted = std::env::var("TINYML_MODEL").unwrap_or_default();
    let models: Vec<&Entry> = manifest.models.iter().filter(|entry| entry.name.contains(&wanted)).collect();
    let failures: Vec<String> =
        models.iter().filter_map(|entry| model_agrees(folder, &manifest.folder, entry).err()).collect();
    println!("{folder}: {} of {} models as expected", models.len() - failures.len(), models.len());
    assert!(failures.is_empty(), "{} models of {folder}:\n{}", failures.len(), failures.join("\n"));
    true
}

/// Compares a model with each reference that it has, and what is found with what is expected of it.
fn model_agrees(folder: &str, path: &Path, entry: &Entry) -> Result<(), String> {
    let name = &entry.name;
    let found = references(entry).map(|(label, reference)| {
        let equal = compare(path, entry, reference).map_err(|what| format!("{name}, {label}: {what}"))?;
        Ok(format!("{label} {}", shown(&equal)))
    });
    let found: Result<Vec<String>, String> = found.collect();
    match (found, aside::aside(folder, name)) {
        (Ok(found), None) => println!("{name}: {}", found.join("; ")),
        (Err(what), None) => return Err(what),
        (Err(what), Some(aside)) if what.contains(&format!("refused: error[{}]", aside.code)) => {
            println!("{name}: set aside, {}; {what}", aside.reason);
        }
        (Err(what), Some(aside)) => return Err(format!("{what}; to be refused by {}", aside.code)),
        (Ok(_), Some(_)) => {
            return Err(format!("{name}: agrees, but is set aside; mend the list in aside.rs"));
        }
    }
    Ok(())
}

/// Both references where they may differ, the classic one elsewhere.
fn references(entry: &Entry) -> impl Iterator<Item = (&'static str, Reference)> {
    let differ = entry.has_dense() || entry.litert.is_some();
    Reference::ALL.into_iter().filter(move |(_, reference)| differ || *reference == Reference::Classic)
}

fn shown(equal: &Equal) -> String {
    let layers = if equal.layers > 0 { format!(", {} operators", equal.layers) } else { String::new() };
    format!("{} vectors, {} bytes{layers}", equal.vectors, equal.bytes)
}

#[test]
fn own_models() {
    assert!(folder_agrees("tests/tflite/golden"), "tests/tflite/golden is part of the repository");
}

#[test]
fn shared_models() {
    if !folder_agrees("../shared/golden") {
        println!("skipped: ../shared/golden is absent; only the project's own models are tested");
    }
}

#[test]
fn shared_operators() {
    if !folder_agrees("../shared/golden/ops") {
        println!("skipped: ../shared/golden/ops is absent; only the project's own models are tested");
    }
}

/// Random models, made by `make.py --random`: see tests/tflite/README.md.
#[test]
fn models_of_another_folder() {
    match std::env::var("TINYML_GOLDEN") {
        Ok(folder) => assert!(folder_agrees(&folder), "{folder} has no manifest.json"),
        Err(_) => println!("skipped: TINYML_GOLDEN names no folder of models"),
    }
}

/// A name that no manifest has would set nothing aside.
#[test]
fn what_is_set_aside_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for Aside { folder, model, code, reason } in ASIDE {
        println!("set aside: {folder}/{model}, {code}: {reason}");
        if let Some(manifest) = Manifest::open(&root.join(folder)) {
            assert!(
                manifest.models.iter().any(|entry| entry.name == *model),
                "{folder} has no model {model}"
            );
        }
    }
}

/// A new operator comes with a model of it.
#[test]
fn every_operator_has_a_model() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = Manifest::open(&root.join("tests/tflite/golden")).expect("part of the repository");
    let has_model = |name: &str| {
        manifest.models.iter().any(|entry| entry.operators.iter().any(|operator| operator == name))
    };
    let without: Vec<&str> = Operator::SUPPORTED.iter().copied().filter(|name| !has_model(name)).collect();
    assert!(without.is_empty(), "no model in tests/tflite/models has {}", without.join(", "));
}
