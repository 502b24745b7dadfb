//! Everything that has to hold, as a list of named steps. All of them run, whatever fails; the failures come last.

use crate::{bench, browser, emulators::Emulator, fuzz, host, link, models, new, target, tidy};
use anyhow::{Result, bail, ensure};
use std::time::Instant;

/// A step: its name, what it shows, how.
type Step = (&'static str, &'static str, fn() -> Result<()>);

/// The quick ones first, so that a slip shows early.
const STEPS: [Step; 14] = [
    ("tidy", "headers, lengths, words, paths, sizes", tidy::run),
    ("fmt", "formatting", host::format),
    ("clippy", "lints", host::clippy),
    ("test", "tests of the host's workspace", host::test),
    ("trainer", "tests of the trainer and the command line", host::trainer),
    ("models", "the models are what the trainer makes", models::check),
    ("doc", "documentation without warnings", host::doc),
    ("browser", "reports in headless Chromium", browser::run),
    ("emulators", "tests of the emulators themselves", emulators),
    ("target", "firmware on the emulators against the host", target::run),
    ("new", "new firmwares built and run", new::run),
    ("bench", "bits, instructions, stack, flash", bench::run),
    ("link", "no panic, float or long multiplication", link::run),
    ("fuzz", "a short run of every fuzz target", fuzz::run),
];

/// Runs the named steps, or all.
pub(crate) fn run(names: &[&str]) -> Result<()> {
    if names == ["list"] {
        STEPS.iter().for_each(|(name, what, _)| println!("{name:10} {what}"));
        return Ok(());
    }
    let unknown = names.iter().find(|name| !STEPS.iter().any(|(step, ..)| step == *name));
    ensure!(unknown.is_none(), "unknown step `{}`; `cargo xtask ci list` names them", unknown.unwrap_or(&""));
    let chosen = STEPS.iter().filter(|(name, ..)| names.is_empty() || names.contains(name));
    summarize(&chosen.map(run_step).collect::<Vec<_>>())
}

/// What became of a step.
struct Outcome {
    name: &'static str,
    seconds: f64,
    failure: Option<String>,
}

fn run_step((name, what, step): &Step) -> Outcome {
    println!("\n=== {name}: {what}");
    let start = Instant::now();
    let failure = step().err().map(|error| format!("{error:#}"));
    let seconds = start.elapsed().as_secs_f64();
    match &failure {
        None => println!("=== {name}: passed in {seconds:.1} s"),
        Some(message) => println!("=== {name}: FAILED after {seconds:.1} s\n{message}"),
    }
    Outcome { name, seconds, failure }
}

fn summarize(outcomes: &[Outcome]) -> Result<()> {
    println!("\n=== summary");
    for outcome in outcomes {
        let verdict = if outcome.failure.is_none() { "passed" } else { "FAILED" };
        println!("{:10} {verdict} {:7.1} s", outcome.name, outcome.seconds);
    }
    let failed: Vec<String> =
        outcomes.iter().filter_map(|o| o.failure.as_ref().map(|why| format!("{}: {why}", o.name))).collect();
    if failed.is_empty() {
        Ok(())
    } else {
        bail!("{} of {} steps failed\n{}", failed.len(), outcomes.len(), failed.join("\n"))
    }
}

fn emulators() -> Result<()> {
    Emulator::Rp2040.test()?;
    Emulator::Nrf52.test()
}
