//! Which rows are learnt from and which are kept back. Seeded, so that the same rows are kept back each time.
//!
//! Splits know row numbers and classes, no values.

/// How to validate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folds {
    /// Each row is kept back once, alone.
    LeaveOneOut,
    /// The rows are dealt into so many parts, each of which is kept back once.
    Parts(usize),
}
