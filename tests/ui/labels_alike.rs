//! Labels that give the same variant.

use tinyml::tinyml_model;

#[tinyml_model("../../weights/digits_conv.tflite", labels("0", "1", "2", "3", "4", "5", "6", "class 7", "7", "…"))]
struct Digits;

static SHAPE: [usize; 4] = Digits::INPUT_SHAPE;

fn main() {
    let mut network = Digits::new();
    let scores = network.infer(&[0; 64]);
    println!("{scores:?} {SHAPE:?} {}", Digits::RAM_BYTES);
}
