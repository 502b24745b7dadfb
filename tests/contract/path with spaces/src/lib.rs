//! Folders and files with spaces, umlauts, braces and quotes in their names.
#![deny(warnings, missing_docs)]

pub mod inner;

use tinyml::tinyml_model;

/// Spaces.
#[tinyml_model("weights of mine/a line.json")]
pub struct Spaces;

/// More than spaces.
#[tinyml_model("weights of mine/wärme {x} \"q\".json")]
pub struct More;

/// As a raw string, and with a detour.
#[tinyml_model(r#"src/../weights of mine/wärme {x} "q".json"#)]
pub struct Raw;
