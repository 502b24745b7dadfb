//! A budget for one target of two.

use tinyml::tinyml_model;

#[tinyml_model("./models/drift.json", max_stack(armv7em = 4), max_flash(armv6m = 8 * 1024))]
pub struct Drift;

const AT_REST: i16 = Drift.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Drift.infer(17, -17), Drift::LEFT_MAX);
}
