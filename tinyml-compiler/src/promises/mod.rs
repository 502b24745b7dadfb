//! What the user demands of a model: each promise is kept, or nothing is built.
//!
//! One file for each promise. All of them are looked at, and every one that is missed is told.

mod max_error;

use crate::cost::Target;
use crate::dataset::DataFile;
use crate::diagnostic::Report;
use crate::network::Network;
use crate::options::Options;
use crate::plan::Plan;
use crate::program::Program;
use crate::simplify::Simplified;
use crate::verify::Certificate;

/// What a model must keep.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Promises {
    /// The greatest deviation from the float network, in the output's unit.
    pub max_error: Option<f64>,
    /// The least share of a dataset's samples that get their class, in `0..=1`.
    pub min_accuracy: Option<f64>,
    /// The samples that it is about.
    pub dataset: Option<DataFile>,
    /// Which way the output goes where the input grows.
    pub monotone: Option<Direction>,
    /// Least and greatest output, in its unit.
    pub output_range: Option<(f64, f64)>,
    /// Bytes of flash: code and constants.
    pub max_flash: Option<u64>,
    /// Bytes of static RAM.
    pub max_ram: Option<u64>,
    /// Bytes of stack.
    pub max_stack: Option<u64>,
    /// Multiplications of one inference.
    pub max_macs: Option<u64>,
    /// Instructions of one inference at worst, by target.
    pub max_instructions: Vec<(Target, u64)>,
}

/// Which way an output goes where an input grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It never falls.
    Increasing,
    /// It never rises.
    Decreasing,
}

impl Direction {
    /// Both, with the names that the attribute takes.
    pub const ALL: [(&'static str, Self); 2] =
        [("increasing", Self::Increasing), ("decreasing", Self::Decreasing)];

    /// The name that the attribute takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Increasing => "increasing",
            Self::Decreasing => "decreasing",
        }
    }
}

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

/// Looks at every promise.
///
/// # Errors
///
/// All that are missed or cannot be proved.
pub fn check(facts: &Facts<'_>, options: &Options) -> Result<(), Report> {
    max_error::check(facts, options)
}
