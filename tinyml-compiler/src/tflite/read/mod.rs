//! From the bytes of a file to a graph, in one function.
//!
//! A stage is only begun when the one before found nothing wrong, and each reports all that it finds.

mod constants;
mod describe;
mod flow;
mod open;
mod operators;
mod quantization;
mod tensors;
#[cfg(test)]
mod tests;
mod uses;
mod whole;

use std::path::Path;

use crate::diagnostic::Report;
use crate::graph::Graph;
use flow::flow;
use open::open;
use operators::operators;
use tensors::tensors;
use uses::Uses;
use whole::whole;

/// Reads a file that its user knows as `display`.
///
/// What operators demand of shapes and types is looked at when they are lowered.
///
/// # Errors
///
/// What is no TFLite file, is damaged or too large, has operators, tensors or types that are not supported, or tensors that
/// are read before they are written.
pub fn read(bytes: &[u8], display: &str) -> Result<Graph, Report> {
    graph(bytes, display).map_err(|report| report.in_file(display))
}

fn graph(bytes: &[u8], display: &str) -> Result<Graph, Report> {
    let parts = open(bytes).map_err(|diagnostic| *diagnostic)?;
    let nodes = operators(&parts)?;
    let uses = Uses::new(&parts, &nodes)?;
    let tensors = tensors(&parts, &uses)?;
    if let Some(diagnostic) = whole(&nodes, &tensors) {
        return Err(diagnostic.into());
    }
    flow(&nodes, &tensors, &uses)?;
    let Uses { inputs, outputs, .. } = uses;
    Ok(Graph { name: name(parts.name, display), tensors, nodes, inputs, outputs })
}

/// The name of the graph; converters call every graph `main`, so that the file's name says more.
fn name(graph: &[u8], display: &str) -> String {
    match describe::text(graph) {
        name if name.is_empty() || name == "main" => {
            let stem = Path::new(display).file_stem();
            stem.map_or(name, |stem| stem.to_string_lossy().into_owned())
        }
        name => name,
    }
}
