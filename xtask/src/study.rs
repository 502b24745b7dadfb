//! Measurements that take too long for CI, or that only a decision needed. Each prints its numbers and its bars.

use crate::{compiler::cargo, paths};
use anyhow::{Result, ensure};
use std::time::Instant;

/// A study: its name, what it shows, how.
type Study = (&'static str, &'static str, fn() -> Result<()>);

const STUDIES: [Study; 3] = [
    ("sensors", "leave-one-out of the thermistor and of simulated sensors", sensors),
    ("digits", "five folds of the digits, pruned and compressed", digits),
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
