//! A JSON model has its labels in its file.

use tinyml::tinyml_model;

#[tinyml_model("../../weights/iris.json", labels("a", "b", "c"), memory = "stack")]
struct Iris;

fn main() {
    println!("{:?}", Iris.infer(1, 2, 3, 4));
}
