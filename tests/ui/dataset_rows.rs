//! Rows that say nothing, or nothing that the model knows: each with its line.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", min_accuracy = 0.9, dataset = "./models/flowers_bad.csv")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
