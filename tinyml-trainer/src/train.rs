//! One function from a task to a network.

use crate::{Task, Watch};
use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;

/// How to train, apart from the description.
#[derive(Debug, Clone)]
pub struct Training {
    /// Everything random follows from it.
    pub seed: u64,
    /// The way to go.
    pub recipe: Recipe,
    /// How the model will be quantised: what runs in the loop.
    pub deploy: Options,
}

/// The ways to train.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// `Smooth` for one input and one output, `Classify` for classes, else `Plain`.
    Auto,
    /// A penalised spline, as smooth as AICc wants it, distilled into the network.
    Smooth,
    /// Least squares on the samples, with weight decay.
    Plain,
    /// Cross-entropy, with shifted images where the samples are images.
    Classify,
}

impl Recipe {
    /// All of them, with the names that descriptions and flags take.
    pub const ALL: [(&'static str, Self); 4] = [
        ("auto", Self::Auto),
        ("smooth", Self::Smooth),
        ("plain", Self::Plain),
        ("classify", Self::Classify),
    ];
}

/// A network and how it came to be.
#[derive(Debug, Clone)]
pub struct Trained {
    /// In the form of a model file.
    pub network: Network,
    /// Losses while it learnt.
    pub history: Vec<Epoch>,
    /// What a user should know: which teacher was chosen, why, what was given up.
    pub notes: Vec<String>,
}

/// One point of the learning curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Epoch {
    /// Steps of the optimiser so far.
    pub step: usize,
    /// Loss on the rows that are learnt from.
    pub training: f64,
    /// Loss on rows that were kept back, if any were.
    pub validation: Option<f64>,
}

/// Trains on all rows of the task.
///
/// # Errors
///
/// The recipe does not suit the task.
pub fn train(task: &Task, training: &Training, watch: &dyn Watch) -> Result<Trained, Report> {
    let _ = (task, training, watch);
    Err(Report::default())
}
