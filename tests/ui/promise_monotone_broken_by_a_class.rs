//! Of a classifier every score is an output.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", monotone(petal_mm = "increasing"))]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
