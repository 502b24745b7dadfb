//! A dataset with other columns than the model has inputs.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", min_accuracy = 0.9, dataset = "./models/flowers_renamed.csv")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
