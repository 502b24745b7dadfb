//! Handwritten digits of 8 by 8 pixels: the project's own network, with the samples and answers of its tests.

use tinyml::tinyml_model;

/// Pixels in, a score for each digit out.
#[tinyml_model(
    "../../../weights/digits_conv.tflite",
    labels("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
)]
#[derive(Debug, Default)]
pub struct Network;

/// Values of a sample.
pub(crate) const INPUT: usize = 64;

/// Values of an answer.
pub(crate) const OUTPUT: usize = 10;

/// One sample after the other.
pub(crate) static SAMPLES: &[u8] = include_bytes!("../../../tests/tflite/golden/digits_conv.inputs.bin");

/// What the reference's kernels give for them.
pub(crate) static ANSWERS: &[u8] = include_bytes!("../../../tests/tflite/golden/digits_conv.outputs.bin");
