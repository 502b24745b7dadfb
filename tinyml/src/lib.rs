//! Neural networks on microcontrollers: an attribute embeds a model at compile time.
#![no_std]

#[doc(hidden)]
pub mod expansion;

pub use tinyml_core as core;
pub use tinyml_core::{Classifier, Model, OutOfRange};
pub use tinyml_macros::tinyml_model;
