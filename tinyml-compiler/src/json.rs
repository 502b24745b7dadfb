//! JSON text into a compact tree, within a budget.
//!
//! serde_json parses; this module decides what is kept. Arrays of numbers become plain `Vec<f64>`, arrays of
//! such rows one matrix, strings stay in the text. Repeated keys are kept, so that they can be diagnosed. A
//! file that asks for more than any model needs is refused while it is being read. Nothing here knows the
//! fields of a model.

mod advice;
mod build;
mod innermost;
mod locate;
mod node;
mod scan;
mod syntax;

pub(crate) use locate::locate;
pub use node::{Matrix, Node};

use crate::diagnostic::Report;
use crate::source::Source;

/// Parses the whole text, or says what keeps it from being JSON.
pub(crate) fn parse(source: &Source) -> Result<Node<'_>, Report> {
    let budget = build::Budget::default();
    build::tree(source.text(), &budget)
        .map_err(|error| syntax::diagnose(source, &error, budget.excess()).into())
}
