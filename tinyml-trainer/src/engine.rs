//! Many dense networks of one shape, trained side by side: the float mathematics of every recipe.
//!
//! Gradients are candle's, in batched tensors whose leading dimension is the member, so that the folds of a
//! cross-validation times some seeds cost little more than one fit. Losses, the optimiser and everything random are plain
//! Rust in `f64`. Nothing of candle shows in the interface. It knows neither tasks nor files: the recipes do.
//!
//! Members never see one another: a member ends with the same bits whoever trains beside it, on however many threads.

mod adam;
mod graph;
mod lesson;
mod loss;
mod population;
mod schedule;
mod shape;

pub use lesson::{Lesson, Samples};
pub use loss::{Loss, blend, one_hot, softmax};
pub use population::{Forward, Plan, Population, Precision, Through};
pub use schedule::Schedule;
pub use shape::{Layer, Shape};
