//! A promise that only networks of dense layers can keep.

use tinyml::tinyml_model;

#[tinyml_model("../../weights/digits_conv.tflite", max_error = 0.1)]
struct Digits;

static SHAPE: [usize; 4] = Digits::INPUT_SHAPE;

fn main() {
    let mut network = Digits::new();
    let scores = network.infer(&[0; 64]);
    println!("{scores:?} {SHAPE:?} {}", Digits::RAM_BYTES);
}
