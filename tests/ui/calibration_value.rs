//! A calibration set that is no path.

use tinyml::tinyml_model;

#[tinyml_model("../../weights/digits_conv.tflite", calibration = 64)]
struct Digits;

static SHAPE: [usize; 4] = Digits::INPUT_SHAPE;

fn main() {
    let mut network = Digits::new();
    let scores = network.infer(&[0; 64]);
    println!("{scores:?} {SHAPE:?} {}", Digits::RAM_BYTES);
}
