//! What commands say of a graph: a model with convolutions, or one that another framework has quantised.
//!
//! Everything is computed by the compiler; here it becomes tables and JSON.

mod flags;
mod report;
mod stage;
mod trace;

use tinyml_compiler::diagnostic::shown;

pub(crate) use flags::Graphs;
pub(crate) use report::report;
pub(crate) use stage::{compiled, open};
pub(crate) use trace::trace;

/// The name of a tensor in a table: TensorFlow joins the names of all layers that it has fused.
fn short(name: &str) -> String {
    shown(name.split(';').next().unwrap_or(name))
}
