//! A promise on the scores of a classifier.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", quant = "i4", max_error = 0.02)]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    match Flower.classify(60, 70) {
        FlowerClass::Setosa => println!("{}", CLASS.label()),
        FlowerClass::Virginica => println!("{:?}", Flower.infer(51, 14)),
    }
}
