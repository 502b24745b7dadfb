//! The pipeline of graphs in one function.

use proc_macro2::TokenStream;

use crate::diagnostic::Report;
use crate::emit::Item;
use crate::graph::emit::{emit, fields};
use crate::graph::lower::{Lowered, lower};
use crate::graph::memory::{Plan, arranged, check};
use crate::graph::promises::{Facts, keep};
use crate::graph::quantize::{Quality, Terms, prepare};
use crate::graph::{Figures, Graph, labels};
use crate::options::{MemoryPlace, Options};

/// A graph that has passed every stage.
#[derive(Debug, Clone)]
pub struct GraphModel {
    /// What the file calls it.
    pub name: String,
    /// What runs on the chip.
    pub lowered: Lowered,
    /// Where it runs.
    pub plan: Plan,
    /// What it takes.
    pub figures: Figures,
    /// Where its working memory is.
    pub memory: MemoryPlace,
    /// The classes of its scores; empty unless they were given.
    pub labels: Vec<String>,
    /// How far it is from the float network, if it was quantised here.
    pub quality: Option<Quality>,
    /// FNV-1a of the file and the options.
    pub hash: u64,
    /// The file as its user knows it.
    pub file: String,
}

/// Quantises what is in float, lowers, plans, and looks at the promises. `terms` is what the file says beside the graph.
///
/// # Errors
///
/// The report of the first stage that finds something wrong, with all that it found.
pub fn compile(
    graph: &Graph,
    terms: &Terms,
    options: &Options,
    hash: u64,
    file: &str,
) -> Result<GraphModel, Report> {
    let prepared = prepare(graph, terms, options, file)?;
    let (lowered, plan) = arranged(lower(&prepared.graph, options.reference)?);
    check(&lowered, &plan).map_err(|diagnostic| Report::from(*diagnostic))?;
    if let Some(given) = &options.labels {
        labels::check(given, &lowered)?;
    }
    let labels = options.labels.clone().unwrap_or_default();
    let figures = Figures::of(&lowered, &plan);
    keep(&Facts { lowered: &lowered, plan: &plan, figures: &figures, labels: &labels }, options)?;
    let quality = prepared.quality(&lowered, &plan)?;
    let (name, file) = (graph.name.clone(), file.to_owned());
    Ok(GraphModel { name, lowered, plan, figures, memory: options.memory, labels, quality, hash, file })
}

impl GraphModel {
    /// What stands in the braces of the item's struct; nothing where it stays a unit.
    pub fn fields(&self, item: &Item) -> TokenStream {
        fields(self, item)
    }

    /// The expansion for an item.
    pub fn emit(&self, item: &Item) -> TokenStream {
        emit(self, item)
    }
}
