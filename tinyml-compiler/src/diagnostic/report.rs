//! Collects diagnostics until a stage is over, and is then drained once.
//!
//! Whoever adds a diagnostic gets a `Reported`, which cannot be had in another way: a `Checked` value that is
//! missing has been reported, so that no stage ends with an empty report and no result.

use std::fmt;

use super::{Blame, Diagnostic, Place, count};

/// How many diagnostics are kept; the others are counted.
const KEPT: usize = 50;

/// The proof that a diagnostic has been added to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

/// A value, or the proof that what is wrong with it has been reported.
pub type Checked<T> = Result<T, Reported>;

/// The diagnostics of one file or one attribute.
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Report {
    kept: Vec<Diagnostic>,
    left_out: usize,
}

impl Report {
    /// An empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) -> Reported {
        self.push_with(|| diagnostic)
    }

    /// Adds a diagnostic that is only made if it is kept: for mistakes that may come by the million.
    pub fn push_with(&mut self, make: impl FnOnce() -> Diagnostic) -> Reported {
        if self.kept.len() < KEPT {
            self.kept.push(make());
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
        Reported(())
    }

    /// Whether nothing has been reported.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many diagnostics there are, with those that were only counted.
    pub fn len(&self) -> usize {
        self.kept.len() + self.left_out
    }

    /// The diagnostics that were kept.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// How many diagnostics were counted but not kept.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Ends a stage: its value, if nothing has been reported.
    pub fn finish<T>(self, value: Checked<T>) -> Result<T, Self> {
        match value {
            Ok(value) if self.is_empty() => Ok(value),
            Ok(_) | Err(Reported(())) => Err(self),
        }
    }

    /// Says which part of the attribute to underline, for all of them.
    pub fn blame(mut self, blame: Blame) -> Self {
        self.kept.iter_mut().for_each(|diagnostic| diagnostic.blame = blame);
        self
    }

    /// Gives the model file as the place of all that are about it and have none, where a file has no lines.
    pub fn in_file(mut self, display: &str) -> Self {
        for diagnostic in self.kept.iter_mut().filter(|diagnostic| diagnostic.blame == Blame::Path) {
            diagnostic.place.get_or_insert_with(|| Place::file(display));
        }
        self
    }

    /// Lets a caller fill in the places, then puts the diagnostics in the order of the file.
    pub fn place(mut self, fill: impl FnOnce(&mut [Diagnostic])) -> Self {
        fill(&mut self.kept);
        self.kept.sort_by_key(|diagnostic| diagnostic.place.as_ref().and_then(|place| place.position));
        self
    }
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { kept: vec![diagnostic], left_out: 0 }
    }
}

impl From<Box<Diagnostic>> for Report {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        (*diagnostic).into()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, diagnostic) in self.kept.iter().enumerate() {
            let gap = if number == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{diagnostic}")?;
        }
        match self.left_out {
            0 => Ok(()),
            more => write!(f, "\n\nand {}", count(more, "more error")),
        }
    }
}

impl std::error::Error for Report {}
