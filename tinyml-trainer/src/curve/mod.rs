//! The recipe for one input and one output: a smooth curve, and a small network that is taught by it.
//!
//! | part | what it does |
//! |---|---|
//! | `teacher` | points → a smooth curve with straight tails; `pspline` (on `bspline` and `triangle`) or `polynomial` fits it |
//! | `goal` | teacher → targets on a grid, and where straight pieces should meet |
//! | `start`, `mlp` | a network whose kinks lie there |
//! | `distil`, `lbfgs` | teaches it the curve |
//! | `trial` | what it does as it is deployed: quantised, run by the kernels over the declared range |
//! | `smooth` | all of it in order, the integer network in the loop, and the choice |

mod bspline;
mod distil;
mod goal;
mod lbfgs;
mod mlp;
mod polynomial;
mod pspline;
mod smooth;
mod start;
mod teacher;
mod trial;
mod triangle;

pub(crate) use smooth::{Points, smooth};
pub(crate) use teacher::Teacher;
