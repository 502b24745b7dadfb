//! What the model file says of its training: the learning curve, and everything else as lines.

use super::data::{Entry, Loss};
use tinyml_compiler::metadata::flatten;
use tinyml_compiler::network::Network;

/// The learning curve, if the file has one.
pub(crate) fn losses(network: &Network) -> Vec<Loss> {
    let loss = |epoch: &tinyml_trainer::train::Epoch| Loss {
        step: epoch.step as f64,
        training: epoch.training,
        validation: epoch.validation,
    };
    tinyml_trainer::history::read(&network.training).iter().map(loss).collect()
}

/// The other metadata, a line for each.
pub(crate) fn entries(network: &Network) -> Vec<Entry> {
    let lines = flatten(&network.training).into_iter();
    let lines = lines.filter(|(key, _)| !key.starts_with("history.") || losses(network).is_empty());
    lines.map(|(key, value)| Entry { key, value }).collect()
}
