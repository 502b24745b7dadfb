//! Measurements that take too long for CI, or that only a decision needed. Each prints its numbers and its bars.

use crate::{
    build_cost,
    compiler::{Core, cargo},
    paths,
    process::Program,
};
use anyhow::{Context, Result, ensure};
use std::time::Instant;

/// A study: its name, what it shows, how.
type Study = (&'static str, &'static str, fn() -> Result<()>);

const STUDIES: [Study; 5] = [
    ("sensors", "leave-one-out of the thermistor and of simulated sensors", sensors),
    ("digits", "five folds of the digits, pruned and compressed", digits),
    ("two_inputs", "networks of two inputs as pieces of planes, or as a table", two_inputs),
    (
        "build",
        "time and memory of building a crate with a graph of a quarter of a million weights",
        build_cost::run,
    ),
    ("libraries", "candle beside burn: time to build, time for a step, same bits", libraries),
];

/// Runs the named studies, or all; `list` names them.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    if names == ["list"] {
        STUDIES.iter().for_each(|(name, what, _)| println!("{name:10} {what}"));
        return Ok(());
    }
    let unknown = names.iter().find(|name| !STUDIES.iter().any(|(study, ..)| study == *name));
    ensure!(
        unknown.is_none(),
        "unknown study `{}`; `cargo xtask study list` names them",
        unknown.unwrap_or(&"")
    );
    let chosen = STUDIES.iter().filter(|(name, ..)| names.is_empty() || names.contains(name));
    chosen.into_iter().try_for_each(|(_, _, study)| study())
}

fn sensors() -> Result<()> {
    example("sensors")
}

fn digits() -> Result<()> {
    example("digits")
}

/// The networks, then the instructions of the table: its code has no branch, so that its lines are what is executed.
fn two_inputs() -> Result<()> {
    example("two_inputs")?;
    for core in Core::ALL {
        let file = paths::target().join(format!("two_inputs-{}.s", core.architecture()));
        let compile = Program::new("rustc").args(["--edition", "2024", "--crate-type", "lib"]);
        let compile = compile.args(["--target", core.triple(), "-C", "opt-level=3", "--emit", "asm", "-o"]);
        let source = paths::root().join("tinyml-trainer/examples/two_inputs/counted.rs");
        let compiled = compile.args([&file, &source]).folder(paths::root()).run();
        compiled.with_context(|| format!("this study needs `rustup target add {}`", core.triple()))?;
        let assembly = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let body = assembly.split_once("\ncounted:").map_or("", |(_, body)| body);
        let body = body.split(".Lfunc_end").next().unwrap_or_default();
        let is_instruction = |line: &&str| line.starts_with("\t") && !line.starts_with("\t.");
        let count = body.lines().filter(is_instruction).count();
        ensure!(count > 0, "no instructions in {}", file.display());
        println!("table on {}: at most {count} instructions", core.architecture());
    }
    Ok(())
}

/// An example of the trainer.
fn example(name: &str) -> Result<()> {
    let run =
        cargo().args(["run", "--release", "--locked", "--package", "tinyml-trainer", "--example", name]);
    run.folder(paths::root()).limit(3600).run()
}

/// Each library is built from nothing in a folder of its own.
fn libraries() -> Result<()> {
    ["candle", "burn"].into_iter().try_for_each(|library| {
        let target = paths::target().join("study").join(library);
        if target.exists() {
            std::fs::remove_dir_all(&target)?;
        }
        let folder = paths::root().join("studies/libraries").join(library);
        let cargo = |command| {
            let program = cargo().args([command, "--release", "--quiet", "--locked", "--target-dir"]);
            program.args([&target]).folder(&folder).limit(1800)
        };
        let start = Instant::now();
        cargo("build").run()?;
        println!("{library}: built in {:.0} s", start.elapsed().as_secs_f64());
        cargo("run").run()
    })
}
