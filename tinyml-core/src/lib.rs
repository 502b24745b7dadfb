//! Fixed-point kernels that run a neural network on a microcontroller.
//!
//! This crate is what reaches the chip: `no_std`, no allocation, no floating point, no panic, no dependency. Every
//! kernel is a `const fn`, so a network can be evaluated by rustc as well as by the chip, with the same bits. It knows
//! nothing of files, of training or of real numbers: scales have become multipliers and shifts before anything gets
//! here.
//!
//! # Vocabulary
//!
//! | word | meaning |
//! |---|---|
//! | raw | an integer with an implied scale |
//! | activation | what a hidden layer passes on; its raw value fits an `i16` |
//! | acc | the `i32` sum of bias and products, before it is rescaled |
//! | shift | how far an acc moves to the right; never negative |
//! | multiplier | the integer that stands for a scale, together with its shifts ([`requantize::Scale`]) |
//!
//! Weights are outputs × inputs, row-major, wherever they are named.
//!
//! # Why no output bit depends on the target
//!
//! The sums of a dense layer are exact: the compiler proves for each row that no sum, in whatever order, leaves `i32`
//! modulo 2^32. So a layout may reorder, widen or offset weights as it likes. [`layout::offset`] suits Armv6-M,
//! [`layout::pairs`] suits cores with the DSP extension; both are compiled and tested everywhere, and
//! [`layout::native`] is the one that the target's build uses.
#![no_std]
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

pub mod activations;
pub mod argmax;
mod branchless;
pub mod dense;
pub mod input;
pub mod layout;
pub mod lookup;
pub mod model;
pub mod piecewise;
pub mod requantize;
pub mod slices;
pub mod softmax;
pub mod tensor;

pub use activations::{Activations, Buffer};
pub use dense::{Dense, Epilogue};
pub use lookup::Lookup;
pub use model::{Classifier, Model, OutOfRange};
pub use requantize::{Requantize, Row, Scale};
pub use softmax::Softmax;
