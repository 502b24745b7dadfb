//! The list of what is measured. A model is one line here, and one file `size_<name>.rs` beside the other programs.
//!
//! A line says: name, type, input, output, how to infer, and which inputs a sensor gives (numbers of `Input::nth`, which
//! for unsigned integers are their values). The bits of all inputs are compared, but only those are timed.

use crate::subject::subjects;

use tinyml::tinyml_model;

#[tinyml_model("../../../../weights/ntc.json", quant = "i8", max_error = 0.10)]
struct Ntc;

#[tinyml_model("../../../../weights/sine.json", quant = "i8")]
struct Sine;

#[tinyml_model("../../../../weights/sine.json", quant = "i8", activations = "i8")]
struct SineI8;

#[tinyml_model("../../../../weights/iris.json", quant = "i8")]
struct Iris;

#[tinyml_model("../../../../weights/digits.json", quant = "i8")]
struct Digits;

#[tinyml_model("../../../../weights/digits.json", quant = "codebook4")]
struct DigitsCodebook4;

subjects! {
    /// The thermistor of the examples, 1-8-8-1.
    ntc: Ntc, u16 => i16 = |&mv| super::Ntc.infer(mv), timed over 0..=3300;
    /// A sine, 1-16-16-1, with activations of 16 bits.
    sine: Sine, u16 => i16 = |&phase| super::Sine.infer(phase), timed over 0..=65_535;
    /// The same with activations of 8 bits.
    sine_i8: SineI8, u16 => i16 = |&phase| super::SineI8.infer(phase), timed over 0..=65_535;
    /// A classifier, 4-8-3: its scores.
    iris: Iris, [u8; 4] => [i16; 3] = |&[a, b, c, d]| super::Iris.infer(a, b, c, d), timed over 0..=4095;
    /// A classifier of images, 64-32-10: its scores.
    digits: Digits, [u8; 64] => [i16; 10] = |pixels| super::Digits.infer(pixels), timed over 0..=4095;
    /// The same with weights that are looked up.
    digits_codebook4: DigitsCodebook4, [u8; 64] => [i16; 10] =
        |pixels| super::DigitsCodebook4.infer(pixels), timed over 0..=4095;
}
