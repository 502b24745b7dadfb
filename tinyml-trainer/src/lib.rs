//! From a dataset to a network that is made for its target: what `cargo tinyml` runs, and no firmware ever sees.
//!
//! The float mathematics of training is candle's and nalgebra's. What is ours is the integer arithmetic in the loop: the
//! network that a recipe hands out has been run by the kernels of the chip, and is judged by what they gave.
//!
//! | part | what it does |
//! |---|---|
//! | [`description`], [`dataset`] | a TOML file and a CSV file → a [`Task`], checked |
//! | [`engine`] | many networks of one shape, trained side by side |
//! | [`integer`], [`straight`] | a network as the chip runs it, alone and in the loop of a training |
//! | [`split`] | which rows are learnt from, and which are kept back |
//! | [`baselines`], [`metrics`] | what a network has to beat, and by which figures |
//! | [`simulate`] | sensors whose truth is known, for studies |
//! | [`train()`] | a task → a float network in the form of a model file |
//! | [`prune`] | a network and its task → a smaller network |
//! | [`validate`] | how well that does on rows which it has not seen |

pub mod baselines;
pub mod classify;
mod curve;
pub mod dataset;
pub mod description;
pub mod engine;
mod file;
mod fine;
pub mod history;
pub mod integer;
pub mod judge;
mod material;
pub mod metrics;
pub mod mixed;
pub mod plain;
pub mod prune;
pub mod search;
pub mod simulate;
pub mod split;
pub mod straight;
pub mod template;
pub mod train;
pub mod validate;
pub mod watch;

pub use dataset::{Dataset, Targets};
pub use description::Description;
pub use split::Folds;
pub use train::{Recipe, Trained, Training, train};
pub use watch::Watch;

/// A dataset and what its columns mean.
#[derive(Debug, Clone)]
pub struct Task {
    /// Rows of numbers, in the units of the description.
    pub dataset: Dataset,
    /// Signature of the model, shape of the network, how to train it.
    pub description: Description,
}
