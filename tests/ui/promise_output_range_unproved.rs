//! A range that the sample keeps, but no proof.

use tinyml::tinyml_model;

#[tinyml_model("./models/level.json", output_range = 0.0..=33.0)]
pub struct Level;

const AT_REST: i16 = Level.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Level.infer(17, -17), Level::LEFT_MAX);
}
