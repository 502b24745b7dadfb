//! Paths from the source file on.

use tinyml::tinyml_model;

/// Beside this file.
#[tinyml_model("./beside me.json")]
pub struct Beside;

/// Above this file.
#[tinyml_model("../../weights of mine/a line.json")]
pub struct Above;
