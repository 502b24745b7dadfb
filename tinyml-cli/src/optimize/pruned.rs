//! Steps that train: fewer units, fewer weights, and weights tuned for a coarser storage.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;
use tinyml_compiler::options::{Quant, Storage};
use tinyml_trainer::{Dataset, Recipe, Task, Training, Watch, prune};

use super::{Candidate, candidate};

/// Parts of the hidden units that are kept.
const KEPT: [f64; 4] = [0.75, 0.625, 0.5, 0.35];

/// Parts of the weights that become zero.
const SPARSITIES: [f64; 3] = [0.5, 0.75, 0.9];

/// And of those that are left after units have gone.
const SPARSITIES_OF_FEWER: [f64; 2] = [0.75, 0.85];

/// Storages that weights are tuned for.
const COARSE: [Storage; 4] = [Storage::Codebook4, Storage::I4, Storage::Codebook3, Storage::Codebook2];

/// What a network is trained on and judged by.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// What is learnt from.
    pub task: &'a Task,
    /// What errors are measured on.
    pub judged: &'a Dataset,
    /// Everything random follows from it.
    pub seed: u64,
}

impl Data<'_> {
    fn training(&self, network: &Network, storage: Option<Storage>) -> Training {
        let quant = storage.map(Quant::from).or_else(|| network.deploy.quant.clone());
        let deploy = Options { quant, activations: network.deploy.activations, ..Options::default() };
        Training { seed: self.seed, recipe: Recipe::Auto, deploy }
    }
}

/// One candidate for each step, in order; those that were under way when a stop was asked for are the last.
///
/// # Errors
///
/// As training's.
pub fn steps(network: &Network, data: Data<'_>, watch: &dyn Watch) -> Result<Vec<Candidate>, Report> {
    let mut found = Vec::new();
    let widths: Vec<usize> = network.layers.iter().rev().skip(1).rev().map(|layer| layer.outputs).collect();
    let mut smaller = Vec::new();
    for part in KEPT {
        let fewer: Vec<usize> =
            widths.iter().map(|width| ((*width as f64 * part).round() as usize).max(1)).collect();
        if fewer == widths || watch.stop() {
            continue;
        }
        let trained = prune::units(data.task, network, &fewer, &data.training(network, None), watch)?.network;
        let what = format!("hidden units {fewer:?}");
        found.push(candidate(&what, &trained, data.judged)?);
        smaller.push((trained, what));
    }
    for sparsity in SPARSITIES {
        found.extend(sparse(network, "", sparsity, data, watch)?);
    }
    for storage in COARSE {
        found.extend(tuned(network, "", storage, data, watch)?);
    }
    for (network, what) in smaller.iter().take(3) {
        found.extend(tuned(network, &format!("{what}, "), COARSE[0], data, watch)?);
        for sparsity in SPARSITIES_OF_FEWER {
            found.extend(sparse(network, &format!("{what}, "), sparsity, data, watch)?);
        }
    }
    Ok(found)
}

/// Weights become zero, unless a stop was asked for.
fn sparse(
    network: &Network,
    before: &str,
    sparsity: f64,
    data: Data<'_>,
    watch: &dyn Watch,
) -> Result<Option<Candidate>, Report> {
    if watch.stop() {
        return Ok(None);
    }
    let training = data.training(network, Some(Storage::Sparse));
    let trained = prune::weights(data.task, network, sparsity, &training, watch)?.network;
    let what = format!("{before}{:.0} % of the weights zero, sparse", 100.0 * sparsity);
    candidate(&what, &trained, data.judged).map(Some)
}

/// Weights are tuned for a storage, unless a stop was asked for.
fn tuned(
    network: &Network,
    before: &str,
    storage: Storage,
    data: Data<'_>,
    watch: &dyn Watch,
) -> Result<Option<Candidate>, Report> {
    if watch.stop() {
        return Ok(None);
    }
    let trained = prune::tuned(data.task, network, &data.training(network, Some(storage)), watch)?.network;
    candidate(&format!("{before}tuned for {}", storage.name()), &trained, data.judged).map(Some)
}
