//! What is known of a program's outputs, and of each figure whether it is a proof or what a sample has shown.
//!
//! Only the types: `run.rs` and `bound.rs` fill them in.

/// What is known of a program's outputs; deviations are those from the float network, in the output's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// Whether every declared input was run: all that follows is then exact, and proved.
    pub exhaustive: bool,
    /// How many inputs were run.
    pub points: u64,
    /// The greatest deviation that was seen, and where it is.
    pub worst: Worst,
    /// Mean of the deviations that were seen.
    pub mean: f64,
    /// Root of the mean of their squares.
    pub rms: f64,
    /// What no declared input can exceed, proved: the greatest deviation itself where all were run.
    pub bound: f64,
    /// For a classifier, how many of the inputs that were run get the class that the float network gives them.
    pub agreement: Option<u64>,
    /// What each output can be.
    pub ranges: Vec<Range>,
    /// For each output, and for each value that enters the first layer: where the output goes when that value grows by itself.
    pub trends: Vec<Vec<Trend>>,
}

/// The input with the greatest deviation.
#[derive(Debug, Clone, PartialEq)]
pub struct Worst {
    /// Raw inputs.
    pub input: Vec<i32>,
    /// Which output.
    pub output: usize,
    /// What the integer network gives, raw.
    pub raw: i32,
    /// The same in the output's unit.
    pub integer: f64,
    /// What the float network gives.
    pub float: f64,
    /// The deviation.
    pub error: f64,
}

/// Least and greatest raw values of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// No declared input leads beyond these: a proof.
    pub proved: (i32, i32),
    /// What was seen; the same where every input was run.
    pub seen: (i32, i32),
}

/// Where an output goes when one input grows and the others stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// Whether the output ever rises.
    pub rise: Change,
    /// Whether it ever falls.
    pub fall: Change,
}

/// Whether an output ever goes one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It does not, for any declared input: a proof.
    Never,
    /// It does here. Where every input was run this is the first place, and its two inputs are neighbours.
    At(Box<Step>),
    /// No proof was found, and no such place either.
    Unknown,
}

/// Two inputs that differ in one value, which is greater in the second, and what an output is for both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Raw inputs with the lesser value.
    pub from: Vec<i32>,
    /// The same with the greater value.
    pub to: Vec<i32>,
    /// The raw output for each.
    pub outputs: (i32, i32),
}

impl Trend {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { rise: Change::Unknown, fall: Change::Unknown };

    /// What is proved of the output, as a verb behind its name; `None` where nothing is.
    pub fn verb(&self) -> Option<&'static str> {
        match (&self.rise, &self.fall) {
            (Change::Never, Change::Never) => Some("never changes"),
            (_, Change::Never) => Some("never falls"),
            (Change::Never, _) => Some("never rises"),
            (Change::At(_), Change::At(_)) => Some("rises and falls"),
            (Change::At(_) | Change::Unknown, Change::At(_) | Change::Unknown) => None,
        }
    }
}

impl Certificate {
    /// Least and greatest raw value that any output was seen to have.
    pub fn seen(&self) -> (i32, i32) {
        let seen = self.ranges.iter().map(|range| range.seen);
        seen.fold((i32::MAX, i32::MIN), |all, one| (all.0.min(one.0), all.1.max(one.1)))
    }
}
