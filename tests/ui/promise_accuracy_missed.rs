//! A classifier that is wrong more often than promised: which class it takes for which, and where.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", min_accuracy = 0.95, dataset = "./models/flowers.csv")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
