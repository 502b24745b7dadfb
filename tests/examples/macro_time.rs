//! How long the attribute takes for the thermistor, whole-domain check included; best of five.
//!
//! `cargo run -p tinyml-tests --example macro_time` measures what a build pays, since proc macros are built without
//! optimisation, in release builds too. The bar is 300 ms.

use std::time::{Duration, Instant};

use tinyml_compiler::Options;
use tinyml_compiler::promises::Promises;
use tinyml_tests::expansion::expand;
use tinyml_tests::project::root;

fn main() -> Result<(), String> {
    let build = if cfg!(debug_assertions) { "without optimisation" } else { "optimised" };
    for (model, name) in
        [("weights/ntc.json", "Ntc"), ("weights/iris.json", "Iris"), ("weights/sine.json", "Sine")]
    {
        let times: Result<Vec<Duration>, String> = (0..5).map(|_| time(model, name)).collect();
        let best = times?.into_iter().min().unwrap_or_default();
        println!("{model}: {} ms {build}", best.as_millis());
    }
    Ok(())
}

/// Reads, compiles, emits and prints; the layout by prettyplease is a few milliseconds more than rustc would take.
fn time(model: &str, name: &str) -> Result<Duration, String> {
    let start = Instant::now();
    let promises = Promises { max_error: Some(10.0), ..Promises::default() };
    expand(&root(), model, name, &Options { promises, ..Options::default() })?;
    Ok(start.elapsed())
}
