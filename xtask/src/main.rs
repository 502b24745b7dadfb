//! `cargo xtask COMMAND`: everything that is done with the project, by people and in CI.
//!
//! It depends on nothing in the workspace, so that it runs when the rest does not compile. Each command is one file;
//! what several need (processes, paths, tools, firmwares) is beside them.

mod bench;
mod browser;
mod build_cost;
mod ci;
mod compiler;
mod demo;
mod elf;
mod emulators;
mod firmware;
mod fuzz;
mod host;
mod link;
mod models;
mod new;
mod packages;
mod paths;
mod process;
mod study;
mod target;
mod tidy;

use std::{env, process::ExitCode};

const USAGE: &str = "usage: cargo xtask COMMAND
  demo           the host example, then the RP2040 firmware on its emulator
  ci [STEP…]     every test there is, or the named steps; `ci list` names them
  target         the firmwares on their emulators, every printed line compared with the host's
  bench          bits, instructions, stack and flash of every model, compared with goldens and bars
  bless          the same, then its results become the goldens
  link           no panic, float or 64-bit multiplication in the code of any model
  models [NAME…] trains the models of weights/ anew: all, or the named ones
  new            firmwares as `cargo tinyml new` makes them, built and run on the emulators
  browser        reports opened in headless Chromium, with screenshots
  fuzz           a short run of every fuzz target
  study [NAME…]  measurements that take longer: all, or the named ones; `study list` names them
  tidy           what prose would only wish for: headers, lengths, words, paths, sizes";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["demo"] => demo::run(),
        ["ci", ref steps @ ..] => ci::run(steps),
        ["target"] => target::run(),
        ["bench"] => bench::run(),
        ["bless"] => bench::bless(),
        ["link"] => link::run(),
        ["models", ref names @ ..] => models::run(names),
        ["new"] => new::run(),
        ["browser"] => browser::run(),
        ["fuzz"] => fuzz::run(),
        ["study", ref names @ ..] => study::run(names),
        ["tidy"] => tidy::run(),
        _ => Err(anyhow::anyhow!("{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
