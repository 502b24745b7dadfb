//! What a report is asked for. Nothing is computed here.

use crate::options::Quantisation;
use tinyml_compiler::cost::Target;
use tinyml_compiler::network::Network;
use tinyml_trainer::Dataset;

/// What a report is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Request<'a> {
    /// The checked network.
    pub network: &'a Network,
    /// The model file as the user named it.
    pub file: &'a str,
    /// How it becomes integers; a promise in it is not looked at.
    pub quantisation: &'a Quantisation,
    /// Samples and the name of their file.
    pub data: Option<(&'a Dataset, &'a str)>,
    /// The cores whose cost is told.
    pub targets: &'a [Target],
}
