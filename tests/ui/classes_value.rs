//! A name that is no identifier.

use tinyml::tinyml_model;

#[tinyml_model("./models/flower.json", classes = "flower kind")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    match Flower.classify(60, 70) {
        FlowerClass::Setosa => println!("{}", CLASS.label()),
        FlowerClass::Virginica => println!("{:?}", Flower.infer(51, 14)),
    }
}
