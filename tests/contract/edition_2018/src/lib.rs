//! A crate of an older edition.
#![deny(warnings, missing_docs, rust_2018_idioms)]

use tinyml::tinyml_model;

/// A model.
#[tinyml_model("weights/line.json")]
pub struct Line;

/// What rustc computes.
pub const AT_REST: i16 = Line.infer(0);
