//! What is said of layers in a form that is not supported.

use tinyml_compiler::diagnostic::Code;
use tinyml_compiler::graph::operators::{Operator, Svdf, UnidirectionalSequenceLstm};
use tinyml_compiler::graph::{ElementType, Quantization, Tensor};
use tinyml_compiler::tflite::Fused;

use crate::layer::{constant, lowered, open, state};
use crate::lstm::Layer;
use crate::random::Random;

fn complaint(operator: Operator, inputs: Vec<Option<Tensor>>, output: Tensor) -> (Code, String) {
    let report = lowered(operator, inputs, output).expect_err("not a supported form");
    let [one] = report.diagnostics() else { panic!("one complaint") };
    (one.code, one.message.clone())
}

/// An SVDF of two units, with something changed in its tensors.
fn svdf(change: impl FnOnce(&mut Vec<Option<Tensor>>)) -> (Code, String) {
    let mut tensors = vec![
        Some(open(ElementType::I8, &[1, 3], 0.5, 0)),
        Some(constant(ElementType::I8, &[2, 3], 0.01, &[1; 6])),
        Some(constant(ElementType::I16, &[2, 4], 0.01, &[1; 8])),
        None,
        Some(state(ElementType::I16, &[1, 8], 0.01, 0)),
    ];
    change(&mut tensors);
    let operator = Operator::Svdf(Svdf { rank: 1, fused: Fused::None });
    complaint(operator, tensors, open(ElementType::I8, &[1, 2], 0.5, 0))
}

#[test]
fn filters_over_time() {
    let wide = svdf(|tensors| tensors[4] = Some(state(ElementType::I8, &[1, 8], 0.01, 0)));
    let still = svdf(|tensors| tensors[4] = Some(open(ElementType::I16, &[1, 8], 0.01, 0)));
    let short = svdf(|tensors| tensors[4] = Some(state(ElementType::I16, &[1, 7], 0.01, 0)));
    let frames = svdf(|tensors| tensors[0] = Some(open(ElementType::I8, &[2, 3], 0.5, 0)));
    let shifted = svdf(|tensors| {
        let weights = constant(ElementType::I8, &[2, 3], 0.01, &[1; 6]);
        tensors[1] = Some(Tensor { quantization: Some(Quantization::one(0.01, 4)), ..weights });
    });
    let large = svdf(|tensors| {
        tensors[1] = Some(constant(ElementType::I8, &[2, 3], 100_000.0, &[127; 6]));
    });
    let codes = [wide.0, still.0, short.0, frames.0, shifted.0, large.0];
    let (form, shape) = (Code::RecurrentForm, Code::ShapeDisagrees);
    assert_eq!(codes, [form, form, shape, shape, form, Code::GraphSum]);
    assert_eq!(shifted.1, "operator 0 (`SVDF`) has int8[2, 3] `weights` with zero point 4; weights need 0");
    let fused = Operator::Svdf(Svdf { rank: 1, fused: Fused::Relu6 });
    let inputs = vec![Some(open(ElementType::I8, &[1, 3], 0.5, 0))];
    assert_eq!(complaint(fused, inputs, open(ElementType::I8, &[1, 2], 0.5, 0)).0, Code::OperatorForm);
}

/// An LSTM with something changed.
fn lstm(
    change: impl FnOnce(&Layer, &mut Vec<Option<Tensor>>, &mut UnidirectionalSequenceLstm),
) -> (Code, String) {
    let layer = Layer::random(&mut Random::new(5));
    let (mut tensors, mut operator) = (layer.tensors(), layer.operator());
    change(&layer, &mut tensors, &mut operator);
    complaint(Operator::UnidirectionalSequenceLstm(operator), tensors, layer.output())
}

#[test]
fn more_than_four_gates() {
    let some = || Some(constant(ElementType::I16, &[2], 0.5, &[1, 1]));
    let cases = [
        (lstm(|_, tensors, _| tensors[10] = some()), "has peepholes"),
        (lstm(|_, tensors, _| tensors[16] = some()), "has a projection"),
        (lstm(|_, tensors, _| tensors[21] = some()), "has layer normalisation"),
        (lstm(|_, tensors, _| tensors[1] = None), "has no input gate of its own"),
        (lstm(|_, _, operator| operator.diagonal = true), "has diagonals as recurrent weights"),
        (lstm(|_, _, operator| operator.activation = 1), "has another activation than TANH"),
    ];
    for ((code, message), what) in cases {
        assert_eq!(code, Code::RecurrentForm);
        let rest = "the LSTM that TFLite Micro runs has four gates and nothing else";
        assert_eq!(message, format!("operator 0 (`UNIDIRECTIONAL_SEQUENCE_LSTM`) {what}; {rest}"));
    }
}

#[test]
fn tensors_of_gates() {
    let narrow = lstm(|layer, tensors, _| {
        tensors[6] = Some(constant(
            ElementType::I8,
            &[layer.units, 1 + layer.units],
            0.1,
            &vec![1; layer.units * (1 + layer.units)],
        ));
    });
    let still = lstm(|_, tensors, _| tensors[18].as_mut().expect("a state").is_variable = false);
    let odd = lstm(|_, tensors, _| {
        tensors[19].as_mut().expect("a state").quantization = Some(Quantization::one(0.003, 0));
    });
    let flat = lstm(|_, tensors, _| tensors[0].as_mut().expect("an input").shape = vec![6]);
    let large = lstm(|layer, tensors, _| {
        let weights = vec![127; layer.units * layer.inputs];
        tensors[2] = Some(constant(ElementType::I8, &[layer.units, layer.inputs], 1e6, &weights));
    });
    let (form, shape) = (Code::RecurrentForm, Code::ShapeDisagrees);
    assert_eq!([narrow.0, still.0, odd.0, flat.0, large.0], [form, form, form, shape, Code::GraphSum]);
    assert!(
        odd.1.ends_with("has a cell of scale 3.000000026077032e-3; a power of two of 1 at most is needed"),
        "{}",
        odd.1
    );
}
