//! The numbers of the digits: what networks of several sizes and storages name right on rows that they have not seen.
//!
//! `cargo run --release -p tinyml-trainer --example digits` trains everything anew for each of five fixed folds, which takes
//! some minutes, and prints means over the folds; names of storages behind `--` choose among the rows. Bytes are those of the constant data; code is not counted, nor instructions.

use std::path::Path;

use rayon::prelude::*;
use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;
use tinyml_compiler::options::Storage;
use tinyml_trainer::classify::classify;
use tinyml_trainer::integer::{Integer, raw_inputs};
use tinyml_trainer::split::{Split, folds};
use tinyml_trainer::watch::Unwatched;
use tinyml_trainer::{Dataset, Folds, Recipe, Targets, Task, Training, dataset, description, prune};

/// What is done to the first network of a fold.
#[derive(Clone, Copy)]
enum Way {
    /// Trained from nothing, with so many hidden units.
    Fresh(usize),
    /// Only rounded otherwise.
    Rounded,
    /// Rounded otherwise and tuned.
    Tuned,
    /// So many hidden units left, for the storage.
    Units(usize),
    /// So many percent of the weights zero.
    Weights(u32),
}

const WAYS: [(Way, Storage); 21] = [
    (Way::Fresh(32), Storage::I8),
    (Way::Fresh(24), Storage::I8),
    (Way::Units(24), Storage::I8),
    (Way::Units(16), Storage::I8),
    (Way::Units(12), Storage::I8),
    (Way::Rounded, Storage::I4),
    (Way::Tuned, Storage::I4),
    (Way::Units(24), Storage::I4),
    (Way::Rounded, Storage::Codebook4),
    (Way::Tuned, Storage::Codebook4),
    (Way::Fresh(24), Storage::Codebook4),
    (Way::Rounded, Storage::Codebook3),
    (Way::Tuned, Storage::Codebook3),
    (Way::Rounded, Storage::Codebook2),
    (Way::Tuned, Storage::Codebook2),
    (Way::Units(24), Storage::Codebook3),
    (Way::Weights(30), Storage::Sparse),
    (Way::Weights(50), Storage::Sparse),
    (Way::Weights(70), Storage::Sparse),
    (Way::Weights(80), Storage::Sparse),
    (Way::Weights(85), Storage::Sparse),
];

/// Accuracy of the float and the integer network in percent, and bytes.
type Row = [f64; 3];

fn main() -> Result<(), Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights");
    let mut description = description::open(&folder.join("digits.toml"))?;
    let dataset = dataset::open(&folder.join("digits.csv"), &mut description)?.dataset;
    let task = Task { dataset, description };
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let chosen =
        |(_, storage): &&(Way, Storage)| asked.is_empty() || asked.iter().any(|name| name == storage.name());
    let ways: Vec<(Way, Storage)> = WAYS.iter().filter(chosen).copied().collect();
    let splits = folds(&task.dataset, Folds::Parts(5), 1);
    let rows: Vec<Vec<Row>> =
        splits.par_iter().map(|split| fold(&task, split, &ways)).collect::<Result<_, _>>()?;
    println!("| network | weights | float | integer | data |\n|---|---|---|---|---|");
    for (at, (way, storage)) in ways.iter().enumerate() {
        let mean = |part: usize| rows.iter().map(|rows| rows[at][part]).sum::<f64>() / rows.len() as f64;
        let (name, storage) = (name(*way), storage.name());
        println!("| {name} | {storage} | {:.2} % | {:.2} % | {:.0} B |", mean(0), mean(1), mean(2));
    }
    Ok(())
}

fn name(way: Way) -> String {
    match way {
        Way::Fresh(units) => format!("64-{units}-10"),
        Way::Rounded => "64-32-10, only rounded".to_owned(),
        Way::Tuned => "64-32-10, tuned".to_owned(),
        Way::Units(units) => format!("64-32-10, pruned to {units} units"),
        Way::Weights(percent) => format!("64-32-10, {percent} % of the weights zero"),
    }
}

fn fold(task: &Task, split: &Split, ways: &[(Way, Storage)]) -> Result<Vec<Row>, Report> {
    let learnt =
        Task { dataset: task.dataset.subset(&split.training), description: task.description.clone() };
    let test = task.dataset.subset(&split.validation);
    let first = classify(&learnt, &training(Storage::I8), &Unwatched)?.network;
    let row = |(way, storage): &(Way, Storage)| {
        let training = training(*storage);
        let network = made(&learnt, &first, *way, &training)?;
        judged(&network, &training.deploy, &test)
    };
    ways.par_iter().map(row).collect()
}

fn made(task: &Task, first: &Network, way: Way, training: &Training) -> Result<Network, Report> {
    let watch = &Unwatched;
    Ok(match way {
        Way::Fresh(units) => {
            let mut task = task.clone();
            task.description.hidden = vec![units];
            classify(&task, training, watch)?.network
        }
        Way::Rounded => first.clone(),
        Way::Tuned => prune::tuned(task, first, training, watch)?.network,
        Way::Units(units) => prune::units(task, first, &[units], training, watch)?.network,
        Way::Weights(percent) => {
            prune::weights(task, first, f64::from(percent) / 100.0, training, watch)?.network
        }
    })
}

fn training(storage: Storage) -> Training {
    let deploy = Options { quant: Some(storage.into()), ..Options::default() };
    Training { seed: 1, recipe: Recipe::Classify, deploy }
}

fn judged(network: &Network, options: &Options, test: &Dataset) -> Result<Row, Report> {
    let integer = Integer::of(network, options)?;
    let Targets::Classes { class, .. } = &test.targets else {
        return Ok([0.0; 3]);
    };
    let (mut float, mut whole) = (0, 0);
    for (row, class) in class.iter().enumerate() {
        let raw = raw_inputs(&network.inputs, test.sample(row));
        float += usize::from(tinyml_compiler::reference::argmax(&network.evaluate(&raw)) == *class);
        whole += usize::from(integer.class(&raw) == *class);
    }
    let percent = |right: usize| 100.0 * right as f64 / class.len() as f64;
    Ok([percent(float), percent(whole), integer.data_bytes() as f64])
}
