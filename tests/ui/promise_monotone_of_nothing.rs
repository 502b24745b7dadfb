//! A direction of an input that the model does not have.

use tinyml::tinyml_model;

#[tinyml_model("./models/drift.json", monotone(rigth = "decreasing"))]
pub struct Drift;

const AT_REST: i16 = Drift.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Drift.infer(17, -17), Drift::LEFT_MAX);
}
