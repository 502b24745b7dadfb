//! The pipeline of graphs in one function.

use proc_macro2::TokenStream;

use crate::diagnostic::Report;
use crate::emit::Item;
use crate::graph::Graph;
use crate::graph::emit::emit;
use crate::graph::lower::{Lowered, lower};
use crate::graph::memory::{Plan, check, plan, reordered};
use crate::options::Options;

/// A graph that has passed every stage.
#[derive(Debug, Clone)]
pub struct GraphModel {
    /// What the file calls it.
    pub name: String,
    /// What runs on the chip.
    pub lowered: Lowered,
    /// Where it runs.
    pub plan: Plan,
    /// FNV-1a of the file and the options.
    pub hash: u64,
    /// The file as its user knows it.
    pub file: String,
}

/// Lowers, plans, and looks at the promises.
///
/// # Errors
///
/// The report of the first stage that finds something wrong, with all that it found.
pub fn compile(graph: &Graph, options: &Options, hash: u64, file: &str) -> Result<GraphModel, Report> {
    let lowered = reordered(lower(graph, options.reference)?);
    let plan = plan(&lowered);
    check(&lowered, &plan).map_err(|diagnostic| Report::from(*diagnostic))?;
    Ok(GraphModel { name: graph.name.clone(), lowered, plan, hash, file: file.to_owned() })
}

impl GraphModel {
    /// The expansion for an item.
    pub fn emit(&self, item: &Item) -> TokenStream {
        emit(self, item)
    }
}
