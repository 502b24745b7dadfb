//! Samples of which nothing is promised.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", dataset = "./models/flowers.csv")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
