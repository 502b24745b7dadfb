//! The recipe for one input and one output: a smooth curve, and a small network that is taught by it.
//!
//! | part | what it does |
//! |---|---|
//! | `teacher` | points → a smooth curve with straight tails, as `bspline`, `pspline`, `polynomial`, `triangle` fit it |

mod bspline;
mod polynomial;
mod pspline;
pub(crate) mod teacher;
mod triangle;
