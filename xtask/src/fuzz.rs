//! A short run of every fuzz target under `fuzz/`: not to find what hours would, but so that a crash or a slow input
//! which is near the surface fails the build, and the targets go on compiling.
//!
//! The instrumentation consists of stable compiler options, so neither a nightly compiler nor cargo-fuzz is needed; the
//! address sanitizer, which would need them, finds nothing in safe Rust. `cargo fuzz` runs the same targets for longer.

use crate::{
    compiler::cargo,
    paths,
    process::{Output, Program},
};
use anyhow::{Context, Result};
use std::{
    ffi::{OsStr, OsString},
    fs,
    path::Path,
};

/// Seconds of fuzzing for each target.
const SECONDS: u32 = 20;

/// Coverage as libFuzzer wants it: counters on every edge, comparisons traced.
const INSTRUMENTATION: &str = "--cfg fuzzing -C passes=sancov-module -C llvm-args=-sanitizer-coverage-level=4 \
    -C llvm-args=-sanitizer-coverage-inline-8bit-counters -C llvm-args=-sanitizer-coverage-pc-table \
    -C llvm-args=-sanitizer-coverage-trace-compares -C codegen-units=1 -C debug-assertions=on";

/// Inputs to begin with, of most targets; libFuzzer only reads them.
const MODELS: [&str; 3] = ["tests/models/good", "tests/models/bad", "tests/models/spatial"];

/// The same of the target `dataset`.
const DATASETS: [&str; 2] = ["tinyml-trainer/tests/bad_data", "tests/ui/models"];

/// The same of the target `tflite`.
const GRAPHS: [&str; 2] = ["tests/tflite/golden", "../shared/golden/ops"];

/// What no input may need: seconds, and MiB.
const LIMITS: [&str; 2] = ["-timeout=20", "-rss_limit_mb=1024"];

/// Runs them one after the other.
pub(crate) fn run() -> Result<()> {
    let folder = paths::root().join("fuzz");
    let targets = folder.join("fuzz_targets");
    if !targets.is_dir() {
        println!("skipped: there is no {}", targets.display());
        return Ok(());
    }
    for entry in fs::read_dir(&targets).with_context(|| format!("cannot read {}", targets.display()))? {
        let file = entry?.path();
        if file.extension() == Some(OsStr::new("rs")) {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let output = fuzz(&folder, &name).with_context(|| format!("fuzz target `{name}`"))?;
            let summary = output.stderr.lines().rev().find(|line| line.starts_with("Done "));
            println!("{name}: {}", summary.unwrap_or("done"));
        }
    }
    Ok(())
}

/// Builds and runs one target. What it finds is kept below the target folder; the files of tests are where it begins, and
/// `NAME.dict` beside the targets' folder has the words of its format.
fn fuzz(folder: &Path, name: &str) -> Result<Output> {
    let found = paths::target().join("fuzz-found").join(name);
    fs::create_dir_all(&found).with_context(|| format!("cannot create {}", found.display()))?;
    let seeds: &[&str] = match name {
        "dataset" => &DATASETS,
        "tflite" => &GRAPHS,
        _ => &MODELS,
    };
    let seeds: Vec<_> = seeds.iter().map(|seeds| paths::root().join(seeds)).collect();
    let dictionary = folder.join(name).with_extension("dict");
    let words = Some(option("-dict=", &dictionary)).filter(|_| dictionary.is_file());

    // Naming the target keeps the instrumentation away from macros and build scripts.
    let run = cargo().args(["run", "--quiet", "--release", "--locked", "--target", &host()?, "--bin", name]);
    let run = run.args(["--target-dir".as_ref(), paths::target().join("fuzz").as_os_str(), "--".as_ref()]);
    let run = run.args([option("-artifact_prefix=", &found.join(""))]).args(words).args(LIMITS);
    let run = run.args([format!("-max_total_time={SECONDS}")]).args([&found]);
    let run = run.args(seeds.iter().filter(|seeds| seeds.is_dir()));
    run.env("RUSTFLAGS", INSTRUMENTATION).folder(folder).limit(900).output()
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

fn host() -> Result<String> {
    let version = Program::new("rustc").args(["-vV"]).folder(paths::root()).output()?.stdout;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what its host is")
}
