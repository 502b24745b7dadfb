//! Four bits are too few: which layer is to blame.

use tinyml::tinyml_model;

#[tinyml_model("./models/drift.json", quant("i8", fc1 = "i4"), max_error = 1.5)]
pub struct Drift;

const AT_REST: i16 = Drift.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Drift.infer(17, -17), Drift::LEFT_MAX);
}
