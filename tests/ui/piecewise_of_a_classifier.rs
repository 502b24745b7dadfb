//! Segments are for values of one scalar input.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", lowering = "piecewise")]
pub struct Flower;

fn main() {
    println!("{}", Flower::FLASH_BYTES);
}
