//! A direction that too many combinations of inputs could break.

use tinyml::tinyml_model;

#[tinyml_model("./models/drift.json", monotone(left = "increasing"))]
pub struct Drift;

const AT_REST: i16 = Drift.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Drift.infer(17, -17), Drift::LEFT_MAX);
}
