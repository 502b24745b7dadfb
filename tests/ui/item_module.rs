//! A module in place of a struct.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json")]
mod thermo {}

fn main() {}
