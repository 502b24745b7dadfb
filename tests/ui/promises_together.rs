//! Several promises that are missed: all are told, each on its own argument.

use tinyml::tinyml_model;

#[tinyml_model("./models/drift.json", max_error = 1e-6, max_stack = 4, max_macs = 4, max_instructions(armv7em = 4))]
pub struct Drift;

const AT_REST: i16 = Drift.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Drift.infer(17, -17), Drift::LEFT_MAX);
}
