//! What the user demands of a model: each promise is kept, or nothing is built.
//!
//! One file for each promise. All of them are looked at, and every one that is missed is told: what was promised, what the
//! model does, where, and what would keep it.

mod alternative;
mod asked;
mod complete;
pub(crate) mod costs;
mod max_error;
mod max_flash;
mod max_instructions;
mod max_macs;
mod max_ram;
mod max_stack;
mod min_accuracy;
mod missed;
mod monotone;
mod output_range;
pub(crate) mod tally;
mod text;

pub use asked::{Budgets, Direction, Promises};
pub use complete::complete;

use crate::diagnostic::Report;
use crate::network::Network;
use crate::options::Options;
use crate::plan::Plan;
use crate::program::Program;
use crate::simplify::Simplified;
use crate::verify::Certificate;
use alternative::Alternatives;
use missed::Missed;

/// Every promise, in the order in which they are told; the one that takes longest is the last. Each gives what it finds missing.
const ALL: [fn(&Facts<'_>, &Options) -> Vec<Missed>; 9] = [
    max_error::check,
    monotone::check,
    output_range::check,
    max_flash::check,
    max_ram::check,
    max_stack::check,
    max_macs::check,
    max_instructions::check,
    min_accuracy::check,
];

/// What is known of a model when its promises are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What the file says.
    pub network: &'a Network,
    /// What was folded and removed.
    pub simplified: &'a Simplified,
    /// What was certified: every unit of the simplified network is still there.
    pub whole: &'a Program,
    /// What runs on the chip, with the same outputs.
    pub program: &'a Program,
    /// What is known of its outputs.
    pub certificate: &'a Certificate,
    /// What it takes.
    pub plan: &'a Plan,
}

/// Whether every promise is kept.
pub fn are_kept(facts: &Facts<'_>, options: &Options) -> bool {
    ALL.iter().all(|check| check(facts, options).is_empty())
}

/// All promises that are missed or cannot be proved, with what would keep them.
pub fn told(facts: &Facts<'_>, options: &Options) -> Report {
    let mut alternatives = Alternatives::new(facts, options);
    let mut report = Report::new();
    for missed in ALL.iter().flat_map(|check| check(facts, options)) {
        report.push(missed.told(&mut alternatives));
    }
    report
}
