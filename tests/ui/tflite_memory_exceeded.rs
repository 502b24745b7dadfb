//! A working memory that is larger than promised.

use tinyml::tinyml_model;

#[tinyml_model("../../weights/digits_conv.tflite", max_ram = 500)]
struct Digits;

static SHAPE: [usize; 4] = Digits::INPUT_SHAPE;

fn main() {
    let mut network = Digits::new();
    let scores = network.infer(&[0; 64]);
    println!("{scores:?} {SHAPE:?} {}", Digits::RAM_BYTES);
}
