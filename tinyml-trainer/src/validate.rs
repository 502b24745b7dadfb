//! How well a recipe does on rows that it has not seen: everything is fitted again for each fold.
//!
//! It knows no recipe: [`train()`] is called with what is left of the rows, and the network that it hands out is quantised in full
//! and run by the kernels on the rows kept back. Folds run side by side; no result depends on which ends first.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::{Network, Outputs};

use crate::integer::{Integer, raw_inputs};
use crate::metrics::Metrics;
use crate::split::{Split, folds as split};
use crate::{Folds, Task, Training, Watch, train};

/// What came of the folds.
#[derive(Debug, Clone, PartialEq)]
pub struct Validation {
    /// One for each seed, in the order in which they were given.
    pub runs: Vec<Run>,
}

/// All folds with one seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The seed of the training; the folds are the same for all.
    pub seed: u64,
    /// Rows that were kept back, in the order of the dataset. All of them, unless the work was stopped.
    pub held_back: Vec<HeldBack>,
    /// How the float networks did.
    pub float: Metrics,
    /// How the integer networks did.
    pub integer: Metrics,
}

/// A row that its networks have not seen.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldBack {
    /// Its number.
    pub row: usize,
    /// The fold that it was kept back in.
    pub fold: usize,
    /// What the float network says, within the declared range of the output; scores, for a classifier.
    pub float: Vec<f64>,
    /// What the integer network says, in the output's unit.
    pub integer: Vec<f64>,
}

/// Refits everything for each fold and each seed, which replaces that of `training`.
///
/// When [`Watch::stop`] says so, the folds that are under way are ended and no other is begun; those kept back are fewer then.
///
/// # Errors
///
/// What [`train()`] reports for a fold.
pub fn cross_validate(
    task: &Task,
    training: &Training,
    folds: Folds,
    seeds: &[u64],
    watch: &dyn Watch,
) -> Result<Validation, Report> {
    // The same parts for every seed, so that seeds can be compared.
    let parts = split(&task.dataset, folds, 0);
    let jobs: Vec<(u64, usize)> =
        seeds.iter().flat_map(|&seed| (0..parts.len()).map(move |part| (seed, part))).collect();
    let stage = Stage { watch, done: AtomicUsize::new(0), total: jobs.len() };
    let results: Vec<Result<Vec<HeldBack>, Report>> = jobs
        .par_iter()
        .map(|&(seed, fold)| {
            let found = if watch.stop() {
                Ok(Vec::new())
            } else {
                let training = Training { seed, ..training.clone() };
                held_back(task, &training, (fold, &parts[fold]), &stage)
            };
            stage.finished();
            found
        })
        .collect();
    let mut all = results.into_iter();
    let mut runs = Vec::new();
    for &seed in seeds {
        let mut rows = Vec::new();
        for fold in all.by_ref().take(parts.len()) {
            rows.extend(fold?);
        }
        rows.sort_by_key(|held| held.row);
        runs.push(run(task, seed, rows));
    }
    Ok(Validation { runs })
}

/// Trains without some rows and asks for them.
fn held_back(
    task: &Task,
    training: &Training,
    (fold, split): (usize, &Split),
    watch: &Stage<'_>,
) -> Result<Vec<HeldBack>, Report> {
    let rest = Task { dataset: task.dataset.subset(&split.training), description: task.description.clone() };
    let network = train(&rest, training, watch)?.network;
    let integer = Integer::of(&network, &training.deploy)?;
    let ask = |&row: &usize| {
        let raw = raw_inputs(&network.inputs, task.dataset.sample(row));
        HeldBack {
            row,
            fold,
            float: bounded(&network, network.evaluate(&raw)),
            integer: integer.outputs(&raw),
        }
    };
    Ok(split.validation.iter().map(ask).collect())
}

fn bounded(network: &Network, mut values: Vec<f64>) -> Vec<f64> {
    if let Outputs::Values(outputs) = &network.outputs {
        values.iter_mut().zip(outputs).for_each(|(value, output)| *value = output.bounded(*value));
    }
    values
}

fn run(task: &Task, seed: u64, held_back: Vec<HeldBack>) -> Run {
    let float = metrics(task, &held_back, |held| &held.float);
    let integer = metrics(task, &held_back, |held| &held.integer);
    Run { seed, held_back, float, integer }
}

fn metrics(task: &Task, held_back: &[HeldBack], side: impl Fn(&HeldBack) -> &Vec<f64>) -> Metrics {
    let rows: Vec<usize> = held_back.iter().map(|held| held.row).collect();
    let found: Vec<f64> = held_back.iter().flat_map(|held| side(held).iter().copied()).collect();
    Metrics::of(&found, &task.dataset.subset(&rows).targets)
}

/// Counts folds for whoever watches, and hides the steps inside them.
struct Stage<'a> {
    watch: &'a dyn Watch,
    done: AtomicUsize,
    total: usize,
}

impl Stage<'_> {
    fn finished(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.watch.progress("folds", done, self.total);
    }
}

impl Watch for Stage<'_> {
    fn progress(&self, _: &str, _: usize, _: usize) {}

    fn stop(&self) -> bool {
        self.watch.stop()
    }
}
