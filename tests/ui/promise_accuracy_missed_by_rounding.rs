//! The float network keeps the promise, four bits do not.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", quant = "i4", min_accuracy = 1.0, dataset = "./models/flowers_near.csv")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
