//! A folder in place of a dataset.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", min_accuracy = 0.9, dataset = "./models")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
