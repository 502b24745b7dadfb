//! Labels that are neither a file nor texts.

use tinyml::tinyml_model;

#[tinyml_model("../../weights/digits_conv.tflite", labels = 10)]
struct Digits;

static SHAPE: [usize; 4] = Digits::INPUT_SHAPE;

fn main() {
    let mut network = Digits::new();
    let scores = network.infer(&[0; 64]);
    println!("{scores:?} {SHAPE:?} {}", Digits::RAM_BYTES);
}
