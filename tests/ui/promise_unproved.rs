//! A promise that the sample keeps, but no proof.

use tinyml::tinyml_model;

#[tinyml_model("./models/drift.json", max_error = 0.2)]
pub struct Drift;

const AT_REST: i16 = Drift.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Drift.infer(17, -17), Drift::LEFT_MAX);
}
