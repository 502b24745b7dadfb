//! Samples for a model that exists, by the columns of a description or by the names of its values.

use crate::columns;
use std::path::Path;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;
use tinyml_trainer::{Dataset, dataset, description};

/// Reads samples.
///
/// # Errors
///
/// What is wrong with the description, that it is another model's, or what is wrong with the data.
pub(crate) fn samples(network: &Network, data: &Path, told: Option<&Path>) -> Result<Dataset, Report> {
    let told = told.map(description::open).transpose()?;
    let mut columns = columns::of(network, told.as_ref(), false)?;
    Ok(dataset::open(data, &mut columns)?.dataset)
}
