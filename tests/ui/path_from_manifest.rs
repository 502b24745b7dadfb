//! A path from the folder of Cargo.toml on, where nothing is.

use tinyml::tinyml_model;

#[tinyml_model("weights/flower.json")]
pub struct Flower;

const CLASS: FlowerClass = Flower.classify(51, 14);

fn main() {
    match Flower.classify(60, 70) {
        FlowerClass::Setosa => println!("{}", CLASS.label()),
        FlowerClass::Virginica => println!("{:?}", Flower.infer(51, 14)),
    }
}
