//! The list of what is measured. A model is one line here, and one file `size_<name>.rs` beside the other programs.
//!
//! A line says: name, type, input, output, how to infer.

use crate::subject::subjects;

use tinyml::tinyml_model;

#[tinyml_model("../../../../weights/ntc.json", quant = "i8", max_error = 0.10)]
struct Ntc;

#[tinyml_model("../../../../weights/ntc.json", lowering = "piecewise")]
struct NtcPiecewise;

#[tinyml_model("../../../models/good/tanh.json", lowering = "piecewise", max_error = 0.05)]
struct TanhPiecewise;

// Few segments, which comparisons find.
#[tinyml_model("../../../models/good/tanh.json", lowering = "piecewise", max_error = 0.6)]
struct TanhTree;

// A signed input, all values of whose type are declared.
#[tinyml_model("../../../../weights/ntc.json", quant = "i8", max_error = 0.10)]
struct NtcOrFault;

#[tinyml_model("../../../../weights/sine.json", lowering = "piecewise", max_error = 0.01)]
struct SinePiecewise;

#[tinyml_model("../../../../weights/sine.json", quant = "i8")]
struct Sine;

#[tinyml_model("../../../../weights/sine.json", quant = "i8", activations = "i8")]
struct SineI8;

#[tinyml_model("../../../../weights/iris.json", quant = "i8")]
struct Iris;

// Models of their own, since what two programs call is inlined into neither.
#[tinyml_model("../../../../weights/iris.json", quant = "i8")]
struct IrisOfClass;

#[tinyml_model("../../../../weights/digits.json", quant = "i8")]
struct DigitsOfClass;

#[tinyml_model("../../../../weights/digits.json", quant = "i8")]
struct Digits;

#[tinyml_model("../../../../weights/digits.json", quant = "codebook4")]
struct DigitsCodebook4;

#[tinyml_model("../../../models/good/classifier_softmax.json")]
struct Softmax;

#[tinyml_model("../../../models/good/deploy.json")]
struct Storages;

subjects! {
    /// The thermistor of the examples, 1-8-8-1.
    ntc: Ntc, u16 => i16 = |&mv| super::Ntc.infer(mv);
    /// The same behind its sensor's faults, for which the least number stands here.
    ntc_fault: NtcFaulty, u16 => i16 = |&mv| super::NtcOrFault.infer_or_fault(mv).unwrap_or(i16::MIN);
    /// The same as segments of straight lines: the float network, rounded.
    ntc_piecewise: NtcPiecewise, u16 => i16 = |&mv| super::NtcPiecewise.infer(mv);
    /// A tanh network, 1-2-1, as segments within 0.05 °C.
    tanh_piecewise: TanhPiecewise, u16 => i16 = |&mv| super::TanhPiecewise.infer(mv);
    /// The same within 0.6 °C, which takes so few that comparisons find them.
    tanh_tree: TanhTree, u16 => i16 = |&mv| super::TanhTree.infer(mv);
    /// The sine as segments within 0.01.
    sine_piecewise: SinePiecewise, u16 => i16 = |&phase| super::SinePiecewise.infer(phase);
    /// A sine, 1-16-16-1, with activations of 16 bits.
    sine: Sine, u16 => i16 = |&phase| super::Sine.infer(phase);
    /// The same with activations of 8 bits.
    sine_i8: SineI8, u16 => i16 = |&phase| super::SineI8.infer(phase);
    /// A classifier, 4-8-3: its scores.
    iris: Iris, [u8; 4] => [i16; 3] = |&[a, b, c, d]| super::Iris.infer(a, b, c, d);
    /// The same: its class.
    iris_class: IrisName, [u8; 4] => u8 = |&[a, b, c, d]| super::IrisOfClass.classify(a, b, c, d) as u8;
    /// A classifier of images, 64-32-10: its scores.
    digits: Digits, [u8; 64] => [i16; 10] = |pixels| super::Digits.infer(pixels);
    /// The same: its class.
    digits_class: DigitsName, [u8; 64] => u8 = |pixels| super::DigitsOfClass.classify(pixels) as u8;
    /// The same with weights that are looked up.
    digits_codebook4: DigitsCodebook4, [u8; 64] => [i16; 10] =
        |pixels| super::DigitsCodebook4.infer(pixels);
    /// Probabilities of three classes, 1-2-3.
    softmax: Softmax, u16 => [u8; 3] = |&mv| super::Softmax.infer(mv);
    /// Three kinds of tables and a sparse layer, 10-9-7-5-2.
    storages: Storages, [i8; 10] => [i16; 2] = |values| super::Storages.infer(values);
}
