//! Columns that the attribute names wrongly.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", min_accuracy = 0.9, dataset("./models/flowers_renamed.csv", sepal = "sl", petal_mm = "p{0..3}"))]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    println!("{} {:?}", CLASS.label(), Flower.infer(60, 70));
}
