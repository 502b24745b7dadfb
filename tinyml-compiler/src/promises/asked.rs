//! What the attribute or the command line demands of a model.

use crate::cost::Target;
use crate::dataset::DataFile;

/// Limits of a cost that differs by target: for one, or for all of them.
pub type Budgets = Vec<(Option<Target>, u64)>;

/// What a model must keep.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Promises {
    /// The greatest deviation from the float network, in the output's unit.
    pub max_error: Option<f64>,
    /// The least share of a dataset's samples that get their class, in `0..=1`.
    pub min_accuracy: Option<f64>,
    /// The samples that it is about.
    pub dataset: Option<DataFile>,
    /// Which way the outputs go where an input grows: the input's name, or none for the only one.
    pub monotone: Vec<(Option<String>, Direction)>,
    /// Least and greatest output, in its unit.
    pub output_range: Option<(f64, f64)>,
    /// Bytes of flash: code and constants.
    pub max_flash: Budgets,
    /// Bytes of RAM in all: static, of which a model has none, and stack.
    pub max_ram: Budgets,
    /// Bytes of stack at the peak.
    pub max_stack: Budgets,
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
