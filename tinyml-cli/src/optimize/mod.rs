//! What can be done to a trained network to make it smaller: each step gives candidates, and all are judged alike.
//!
//! Nothing is printed or written here.

pub mod lossless;
pub mod pruned;
pub mod storage;

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::emit::Model;
use tinyml_compiler::network::Network;
use tinyml_compiler::{Options, compile_network};
use tinyml_trainer::{Dataset, judge};

/// A network that might be deployed.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What was done to it, in a few words.
    pub what: String,
    /// In the form of a model file, with its section `deploy`.
    pub network: Network,
    /// As the firmware gets it.
    pub model: Model,
    /// See [`judge::error`].
    pub error: f64,
}

/// Compiles a network as its section `deploy` says, and judges it.
///
/// # Errors
///
/// As the compiler's.
pub fn candidate(what: &str, network: &Network, dataset: &Dataset) -> Result<Candidate, Report> {
    let model = compile_network(network, &Options::default(), "model.json")?.model().clone();
    let error = judge::error(network, &model.program, dataset);
    Ok(Candidate { what: what.to_owned(), network: network.clone(), model, error })
}
