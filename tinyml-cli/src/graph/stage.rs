//! From a path to a compiled graph.

use std::path::Path;

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::file::{self, Opened};
use tinyml_compiler::graph::GraphModel;
use tinyml_compiler::{Embedded, Options, embed};

/// Opens a model file; `None` if it is one of dense layers, which goes another way.
///
/// # Errors
///
/// No such file, not a file, too large, not readable.
pub(crate) fn open(path: &Path) -> Result<Option<Opened>, Report> {
    match file::open_any(path)? {
        Opened::Network(_) => Ok(None),
        graph @ Opened::Graph { .. } => Ok(Some(graph)),
    }
}

/// The graph, through every stage; `None` if the file turns out to be one of dense layers.
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
