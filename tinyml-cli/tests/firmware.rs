//! That what `new` makes builds as it is, without a warning, for both boards and every kind of model.
//!
//! It takes minutes, and the tool chains of the boards: `TINYML_FIRMWARE=1 cargo test --release -p tinyml-cli --test
//! firmware -- --nocapture`. Without the variable, or without a target, it says that it was skipped, and why. That the
//! firmware does what the examples do is shown on the emulators by `cargo xtask ci`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Two outputs, from the count of the converter.
const COUNTS: &str = r#"{"version": 1, "name": "counts",
    "inputs": [{"name": "count", "type": "i16", "range": [0, 4095]}],
    "outputs": [{"name": "a", "type": "i16", "scale": 0.05, "unit": "µV"}, {"name": "b", "type": "i16", "scale": 1}],
    "layers": [{"type": "dense", "name": "out", "weights": [[0.1], [0.2]], "bias": [0, 1]}]}"#;

/// Classes of a voltage that is declared in volts.
const LEVEL: &str = r#"{"version": 1, "name": "line",
    "inputs": [{"name": "code", "type": "i16", "range": [0, 3300], "scale": 0.001, "unit": "V"}],
    "outputs": [{"name": "level", "type": "i16", "scale": 0.01, "labels": ["low", "high"]}],
    "layers": [{"type": "dense", "name": "out", "weights": [[-1], [1]], "bias": [3, 0]}]}"#;

/// An array and a number, which no converter gives.
const ARRAY: &str = r#"{"version": 1, "name": "array",
    "inputs": [{"name": "image", "type": "u8", "range": [0, 16], "length": 4, "unit": "lx", "scale": 2},
        {"name": "time", "type": "i16", "range": [-5, 5]}],
    "outputs": [{"name": "y", "type": "i32", "scale": 0.001}],
    "layers": [{"type": "dense", "name": "out", "weights": [[1, 2, 3, 4, 5]], "bias": [0]}]}"#;

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("firmware")
}

/// Why nothing can be built, if so.
fn obstacle(target: &str) -> Option<String> {
    if std::env::var_os("TINYML_FIRMWARE").is_none_or(|value| value != "1") {
        return Some("it takes minutes; TINYML_FIRMWARE=1 asks for it".to_owned());
    }
    let output =
        Command::new("rustc").args(["--print", "target-libdir", "--target", target]).output().ok()?;
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (!Path::new(&folder).is_dir()).then(|| format!("rustc has no target {target}"))
}

fn builds(board: &str, target: &str) {
    if let Some(why) = obstacle(target) {
        println!("skipped: {why}");
        return;
    }
    for (name, text) in [("counts", COUNTS), ("level", LEVEL), ("array", ARRAY)] {
        let folder = scratch().join(board).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let model = folder.join("model.json");
        fs::write(&model, text).expect("the model");
        let package = folder.join(format!("fw-{name}"));
        let made = Command::new(env!("CARGO_BIN_EXE_cargo-tinyml"))
            .arg("new")
            .arg(&package)
            .args(["--board", board, "--model"])
            .arg(&model)
            .status()
            .expect("the program starts");
        assert!(made.success(), "{board}, {name}");
        // One folder for all packages of a board, so that the drivers are compiled once.
        let built = Command::new("cargo")
            .args(["build", "--release"])
            .current_dir(&package)
            .env("CARGO_TARGET_DIR", scratch().join("target"))
            .output()
            .expect("cargo starts");
        let messages = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success() && !messages.contains("warning"), "{board}, {name}\n{messages}");
        println!("{board}, {name}: built without a warning");
    }
}

#[test]
fn rp2040() {
    builds("rp2040", "thumbv6m-none-eabi");
}

#[test]
fn nrf52() {
    builds("nrf52", "thumbv7em-none-eabihf");
}
