//! An accuracy on no samples.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", min_accuracy = 0.95)]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
