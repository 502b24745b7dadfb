//! Prints what a model says; the test edits the model.

use tinyml::tinyml_model;

#[tinyml_model("weights/line.json")]
struct Line;

const AT_REST: i16 = Line.infer(0);

fn main() {
    println!("{AT_REST} {} {}", Line.infer(1650), Line::ADC_MV_MAX);
}
