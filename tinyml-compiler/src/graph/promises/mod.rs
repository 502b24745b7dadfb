//! What the user demands of a graph: each promise is kept, or nothing is built.
//!
//! The bits of a graph are those of another framework, so there is no other form of it to suggest, and no float network to compare
//! it with: promises that need one are refused. All others are looked at, and all that are missed are told.

mod budgets;
mod min_accuracy;
mod output_range;
mod samples;
#[cfg(test)]
mod tests;
mod unsuited;

use crate::diagnostic::{Diagnostic, Report};
use crate::graph::Figures;
use crate::graph::lower::Lowered;
use crate::graph::memory::Plan;
use crate::options::Options;
use crate::promises::complete;

/// Every promise, in the order in which they are told; the one that takes longest is the last.
const ALL: [fn(&Facts<'_>, &Options) -> Vec<Diagnostic>; 7] = [
    unsuited::check,
    output_range::check,
    budgets::max_flash,
    budgets::max_ram,
    budgets::max_stack,
    budgets::max_macs,
    min_accuracy::check,
];

/// What is known of a graph when its promises are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What runs on the chip.
    pub lowered: &'a Lowered,
    /// Where it runs.
    pub plan: &'a Plan,
    /// What it takes.
    pub figures: &'a Figures,
    /// Names of the classes, where they are given.
    pub labels: &'a [String],
}

/// Looks at every promise.
///
/// # Errors
///
/// All that are missed, that cannot be proved, or that make no sense for a graph.
pub fn keep(facts: &Facts<'_>, options: &Options) -> Result<(), Report> {
    complete(options)?;
    let mut report = Report::new();
    for diagnostic in ALL.iter().flat_map(|check| check(facts, options)) {
        report.push(diagnostic);
    }
    report.finish(Ok(()))
}
