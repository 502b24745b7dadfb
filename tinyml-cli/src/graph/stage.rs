//! From a path to a compiled graph.

use std::path::Path;

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::file::{self, Opened};
use tinyml_compiler::graph::GraphModel;
use tinyml_compiler::{Embedded, Options, embed, read_spatial};

/// Opens a model file; `None` if it is one of dense layers, which goes another way.
///
/// # Errors
///
/// No such file, not a file, too large, not readable; what is wrong with its text.
pub(crate) fn open(path: &Path) -> Result<Option<Opened>, Report> {
    let opened = file::open_any(path)?;
    let is_graph = match &opened {
        Opened::Network(source) => read_spatial(source)?.is_some(),
        Opened::Graph { .. } => true,
    };
    Ok(is_graph.then_some(opened))
}

/// The graph, through every stage.
///
/// # Errors
///
/// All that is wrong with it.
pub(crate) fn compiled(opened: &Opened, options: &Options) -> Result<Option<GraphModel>, Report> {
    match embed(opened, options)? {
        Embedded::Graph(model) => Ok(Some(*model)),
        Embedded::Network(_) => Ok(None),
    }
}
