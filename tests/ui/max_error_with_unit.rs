//! A number with its unit: to a macro, `0.1mV` is one token.

use tinyml::tinyml_model;

#[tinyml_model("./models/drift.json", max_error = 0.1mV)]
pub struct Drift;

const AT_REST: i16 = Drift.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Drift.infer(17, -17), Drift::LEFT_MAX);
}
