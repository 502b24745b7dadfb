//! Fits the cost model: measures a grid of small random networks on the emulators and prints the coefficients.
//!
//! `cargo run --release -p tinyml-measure --example fit_cost [<file>] > tinyml-compiler/src/cost/coefficients.rs`; how well they
//! fit goes to the error stream: for the grid, and for the models of this repository, which are held out first and take part in
//! the fit that is printed. Measurements
//! are written to the file, if one is named, and taken from there if it exists: measuring takes a quarter of an hour.

mod fit;
mod grid;
mod repository;

use std::collections::BTreeMap;
use std::path::Path;

use fit::{Sample, fit, told};
use tinyml_compiler::compile_network;
use tinyml_compiler::cost::{Target, data_bytes, terms};
use tinyml_compiler::emit::Model;
use tinyml_compiler::options::Options;
use tinyml_measure::{Setup, measure};

/// Models that are built together: each program is linked with all of them, so that many take longer than some.
const TOGETHER: usize = 12;

/// How often a model of this repository counts.
const OWN: f64 = 4.0;

/// Instructions, flash and stack of all models, by the name of the target.
type Measurements = BTreeMap<String, Vec<[f64; 3]>>;

fn main() {
    let compiled = |network: &_, options: &Options, name: &str| {
        let compiled = compile_network(network, options, name);
        compiled.unwrap_or_else(|report| stop(&report.to_string())).model().clone()
    };
    let grid: Vec<Model> =
        grid::networks().iter().map(|network| compiled(network, &Options::default(), "grid")).collect();
    let own = repository::models().unwrap_or_else(|reason| stop(&reason));
    let own = own.iter().map(|(name, network, options)| compiled(network, options, name));
    let (fitted, models) = (grid.len(), grid.into_iter().chain(own).collect::<Vec<Model>>());
    let measured = measurements(&models, std::env::args().nth(1).as_deref().map(Path::new))
        .unwrap_or_else(|reason| stop(&reason));
    println!("{}", fit::HEAD);
    for (name, target) in Target::ALL {
        let samples: Vec<Sample> =
            models.iter().zip(&measured[name]).map(|(model, costs)| sample(model, *costs, target)).collect();
        let held_out = fit(&samples[..fitted]);
        told("the grid, fitted to it alone", target, &held_out, &samples[..fitted]);
        told("this repository, held out", target, &held_out, &samples[fitted..]);
        let rows = fit(&samples);
        told("this repository, fitted to as well", target, &rows, &samples[fitted..]);
        println!("\n#[rustfmt::skip]\nconst {}: [Row; {}] = [", name.to_uppercase(), rows.len());
        for (term, (instructions, flash)) in rows {
            println!("    (\"{term}\", {instructions:.2}, {flash:.2}),");
        }
        println!("];");
    }
}

fn stop(reason: &str) -> ! {
    eprintln!("{reason}");
    std::process::exit(1)
}

/// Measures what the file does not hold, and adds it.
fn measurements(models: &[Model], file: Option<&Path>) -> Result<Measurements, String> {
    let text = file.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_else(|| "{}".to_owned());
    let mut all: Measurements = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    for (at, models) in models.chunks(TOGETHER).enumerate() {
        let (at, models) = (at * TOGETHER, models.iter().collect::<Vec<&Model>>());
        for (name, target) in Target::ALL {
            let known = all.entry(name.to_owned()).or_default();
            if known.len() >= at + models.len() {
                continue;
            }
            let found = measure(&models, &Setup::of(target)).map_err(|report| report.to_string())?;
            if let Some((model, m)) = models.iter().zip(&found).find(|(_, m)| m.least < m.most) {
                let (name, least, most) = (name_of(model), m.least, m.most);
                return Err(format!(
                    "{name}: {least} to {most} instructions, as many for every input are promised"
                ));
            }
            known.truncate(at);
            known.extend(found.iter().map(|m| [m.instructions, m.flash as f64, m.stack as f64]));
            if let Some(file) = file {
                let text = serde_json::to_string(&all).map_err(|error| error.to_string())?;
                std::fs::write(file, text).map_err(|error| error.to_string())?;
            }
        }
    }
    Ok(all)
}

fn sample(model: &Model, [instructions, flash, stack]: [f64; 3], target: Target) -> Sample {
    let layers = model.program.layers();
    let terms = layers.map_or(Vec::new(), |network| terms(network, &model.plan, target));
    let data = data_bytes(&model.program, &model.plan, target) as f64;
    Sample {
        name: name_of(model),
        terms: terms.into_iter().flatten().collect(),
        instructions,
        flash,
        data,
        stack,
        weight: if model.file == "grid" { 1.0 } else { OWN },
    }
}

/// The shape, and what tells it from others of the same.
fn name_of(model: &Model) -> String {
    let layers = model.program.layers().map_or(&[][..], |network| &network.layers);
    let shapes: Vec<String> =
        layers.iter().map(|layer| format!("{}x{}", layer.inputs, layer.outputs)).collect();
    let storage = layers.first().map_or("", |layer| layer.storage.name());
    format!("{} {} {storage}", model.file, shapes.join(" "))
}
