//! A direction that nothing breaks, and no proof of it.

use tinyml::tinyml_model;

#[tinyml_model("./models/level.json", monotone(left = "increasing"))]
pub struct Level;

const AT_REST: i16 = Level.infer(0, 0);

fn main() {
    println!("{AT_REST} {} {}", Level.infer(17, -17), Level::LEFT_MAX);
}
