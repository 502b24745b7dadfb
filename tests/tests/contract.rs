//! What every expansion promises, on each shape of input and output and each operator: the bits are those of the host's
//! kernels, inputs are clamped or refused, rustc computes the same, and generic code takes any model.

use tinyml::{Classifier, Model, OutOfRange, tinyml_model};
use tinyml_compiler::options::{ActivationBits, Options, Storage};
use tinyml_compiler::points::Points;
use tinyml_compiler::promises::Promises;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Compiled, compile};

/// Compiles a model as the attribute does.
fn compiled(path: &str, options: &Options) -> Compiled {
    let bytes = std::fs::read(format!("{}/tests/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a model");
    let source = Source::from_bytes(path, bytes).expect("valid text");
    compile(&source, options).expect("a valid model")
}

/// Some thousand inputs, or all if there are not more than 2^16 of them.
fn for_each(compiled: &Compiled, f: impl FnMut(&[i32])) {
    let points = Points::of(&compiled.model().network, 4096);
    assert!(points.count() <= 1 << 16);
    points.for_each(f);
}

/// Tests that the expansion with some arguments gives the bits of the host's kernels with the same options.
macro_rules! same_bits {
    ($($test:ident: $file:literal $(, $argument:ident = $value:literal)*; $options:expr; $point:ident => $infer:expr;)*) => {
        $(
            #[test]
            fn $test() {
                #[tinyml_model($file $(, $argument = $value)*)]
                struct Subject;

                let infer = |$point: &[i32]| $infer(&Subject).map(i32::from).to_vec();
                let compiled = compiled($file, &$options);
                assert_eq!(Subject::HASH, compiled.model().hash);
                for_each(&compiled, |point| {
                    assert_eq!(infer(point), compiled.model().program.run(point), "{point:?}");
                });
            }
        )*
    };
}

same_bits! {
    one_layer: "../models/good/single_layer.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    bytes_in_and_out: "../models/good/minimal.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u8)];
    relu: "../models/good/regression.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    no_activation: "../models/good/no_activation.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    leaky_relu: "../models/good/leaky_relu.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    relu6: "../models/good/relu6.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    clamp: "../models/good/clamp.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    tanh: "../models/good/tanh.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    sigmoid: "../models/good/sigmoid.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    wide_output: "../models/good/wide_output.json"; Options::default(); p => |m: &Subject| [m.infer(p[0] as u16)];
    softmax: "../models/good/classifier_softmax.json"; Options::default(); p => |m: &Subject| m.infer(p[0] as u16);
    plain_scores: "../models/good/classifier_plain_scores.json"; Options::default(); p => |m: &Subject| m.infer(p[0] as u16);
    several_outputs: "../models/good/several_outputs.json"; Options::default(); p => |m: &Subject| m.infer(p[0] as u16);
    several_inputs: "../models/good/several_inputs.json"; Options::default();
        p => |m: &Subject| [m.infer(p[0] as u16, p[1] as u8, p[2] as i8, p[3] as i16)];
    an_array: "../models/good/array_input.json"; Options::default();
        p => |m: &Subject| [m.infer(&[p[0], p[1], p[2], p[3]].map(|value| value as i16))];
    an_array_and_a_scalar: "../models/good/array_and_scalar.json"; Options::default();
        p => |m: &Subject| [m.infer(&[p[0], p[1], p[2]].map(|value| value as i16), p[3] as u16)];
    four_bits: "../models/good/several_outputs.json", quant = "i4"; Options { quant: Some(Storage::I4.into()), ..Options::default() };
        p => |m: &Subject| m.infer(p[0] as u16);
    sixteen_bits: "../models/good/several_outputs.json", quant = "i16";
        Options { quant: Some(Storage::I16.into()), ..Options::default() }; p => |m: &Subject| m.infer(p[0] as u16);
    as_the_file_says: "../models/good/deploy.json"; Options::default(); p => |m: &Subject| m.infer(&motion(p));
    all_in_two_bits: "../models/good/deploy.json", quant = "codebook2";
        Options { quant: Some(Storage::Codebook2.into()), ..Options::default() }; p => |m: &Subject| m.infer(&motion(p));
    all_in_three_bits: "../models/good/deploy.json", quant = "codebook3";
        Options { quant: Some(Storage::Codebook3.into()), ..Options::default() }; p => |m: &Subject| m.infer(&motion(p));
    all_without_zeros: "../models/good/deploy.json", quant = "sparse";
        Options { quant: Some(Storage::Sparse.into()), ..Options::default() }; p => |m: &Subject| m.infer(&motion(p));
    chosen_storages: "../models/good/several_outputs.json", quant = "auto", max_error = 0.3;
        Options { auto: true, promises: promised(0.3), ..Options::default() }; p => |m: &Subject| m.infer(p[0] as u16);
    narrow_activations: "../models/good/tanh.json", activations = "i8";
        Options { activations: Some(ActivationBits::I8), ..Options::default() }; p => |m: &Subject| [m.infer(p[0] as u16)];
}

fn promised(max_error: f64) -> Promises {
    Promises { max_error: Some(max_error), ..Promises::default() }
}

fn motion(point: &[i32]) -> [i8; 10] {
    std::array::from_fn(|at| point[at] as i8)
}

#[tinyml_model("../models/good/several_inputs.json")]
struct Several;

#[tinyml_model("../models/good/classifier_softmax.json")]
struct Soft;

#[tinyml_model("../models/good/classifier_argmax.json")]
struct Hard;

#[test]
fn inputs_are_clamped_or_refused() {
    assert_eq!(Several.infer(u16::MAX, 255, i8::MIN, 0), Several.infer(3300, 100, -90, 0));
    assert_eq!(Several.try_infer(3300, 100, -90, 0), Ok(Several.infer(3300, 100, -90, 0)));
    let refused = OutOfRange { input: "humidity", value: 101, min: 0, max: 100 };
    assert_eq!(Several.try_infer(0, 101, -91, 0), Err(refused));
    assert_eq!(refused.to_string(), "`humidity` is 101, outside of 0..=100");
    assert_eq!((Several::TILT_MIN, Several::TILT_MAX), (-90, 90));
}

/// Constants of the kind that a firmware would make of a curve.
#[test]
fn rustc_computes_the_same() {
    const COUNT: usize = 330;
    const CURVE: [([u8; 3], SoftClass); COUNT] = {
        let mut curve = [([0; 3], SoftClass::Cold); COUNT];
        let mut at = 0;
        while at < COUNT {
            let adc_mv = (at * 10) as u16;
            curve[at] = (Soft.infer(adc_mv), Soft.classify(adc_mv));
            at += 1;
        }
        curve
    };
    for (at, expected) in CURVE.into_iter().enumerate() {
        let adc_mv = std::hint::black_box((at * 10) as u16);
        assert_eq!((Soft.infer(adc_mv), Soft.classify(adc_mv)), expected);
    }
}

/// A histogram of classes: of any classifier, on any board.
fn counts<C: Classifier<Input = u16>>(classifier: &C) -> Vec<(&'static str, usize)>
where
    C::Class: PartialEq + Into<usize>,
{
    let count = |class: usize| (0..=3300).filter(|&mv| classifier.classify(mv).into() == class).count();
    C::LABELS.iter().copied().enumerate().map(|(class, label)| (label, count(class))).collect()
}

impl From<SoftClass> for usize {
    fn from(class: SoftClass) -> Self {
        class as Self
    }
}

impl From<HardClass> for usize {
    fn from(class: HardClass) -> Self {
        class as Self
    }
}

#[test]
fn generic_code_takes_any_classifier() {
    for counts in [counts(&Soft), counts(&Hard)] {
        assert_eq!(counts.iter().map(|(label, _)| *label).collect::<Vec<_>>(), ["cold", "warm", "hot"]);
        assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 3301);
    }
}

/// What a build may want to know of all its models together.
fn flash<A: Model, B: Model>() -> usize {
    A::FLASH_BYTES + B::FLASH_BYTES
}

#[test]
fn generic_code_takes_any_model() {
    fn at<M: Model>(model: &M, input: M::Input) -> (&'static str, Result<M::Output, OutOfRange>) {
        (M::NAME, model.try_infer(input))
    }
    assert_eq!(at(&Several, (1, 2, 3, 4)), ("ntc", Ok(Several.infer(1, 2, 3, 4))));
    assert!(at(&Soft, 3301).1.is_err());
    assert_eq!(flash::<Several, Soft>(), Several::FLASH_BYTES + Soft::FLASH_BYTES);
    assert_eq!((<Several as Model>::MACS, Several::RAM_BYTES), (2 * 4 + 2, 0));
}

#[test]
fn the_class_is_that_of_the_greatest_score() {
    for mv in 0..=3300 {
        let scores = Soft.infer(mv);
        let greatest = scores.iter().max().copied().unwrap_or_default();
        // Scores are rounded, the class is not: of equal scores any may be it.
        assert_eq!(scores[Soft.classify(mv) as usize], greatest, "{scores:?} at {mv}");
        assert_eq!(SoftClass::ALL[Soft.classify(mv) as usize], Soft.classify(mv));
    }
    assert_eq!(SoftClass::ALL.map(SoftClass::label), ["cold", "warm", "hot"]);
}
