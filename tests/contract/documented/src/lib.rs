//! Texts of a model file that would be markup, were they not escaped; none may become a warning, a link or a doc test.
#![deny(warnings, missing_docs, rustdoc::all)]
#![allow(rustdoc::missing_crate_level_docs, reason = "there is one")]

use tinyml::tinyml_model;

/// Description, units and metadata.
#[tinyml_model("weights/nasty.json")]
pub struct Nasty;

/// Labels.
#[tinyml_model("weights/labels.json")]
pub struct Labels;

/// Private structs are documented with `--document-private-items`.
#[tinyml_model("weights/labels.json", classes = Hidden)]
struct Private;
