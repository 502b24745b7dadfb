//! What is said of forms that are not supported.

use tinyml_compiler::diagnostic::Code;
use tinyml_compiler::graph::operators::{
    Concatenation, Operator, Pack, Pad, PadV2, Slice, Split, SplitV, StridedSlice, Transpose, Unpack,
};
use tinyml_compiler::graph::{ElementType, Quantization, Tensor};
use tinyml_compiler::tflite::Fused;

use crate::single::{given, list, lowered};

fn bytes(shape: &[usize]) -> Tensor {
    given(ElementType::I8, shape)
}

/// The code of the only complaint, and its message.
fn complaint(operator: Operator, inputs: Vec<Tensor>, outputs: Vec<Tensor>) -> (Code, String) {
    let report = lowered(operator, inputs, outputs).expect_err("not a supported form");
    let [one] = report.diagnostics() else { panic!("one complaint") };
    (one.code, one.message.clone())
}

#[test]
fn indices_known_only_at_run_time() {
    let order = given(ElementType::I32, &[2]);
    let (code, message) =
        complaint(Operator::Transpose(Transpose), vec![bytes(&[2, 3]), order], vec![bytes(&[3, 2])]);
    assert_eq!(code, Code::NotConstant);
    assert_eq!(
        message,
        "operator 0 (`TRANSPOSE`) is told what to do by input 1, int32[2] `x`, which is no constant"
    );
}

#[test]
fn indices_outside() {
    let cases = [
        (Operator::Transpose(Transpose), vec![bytes(&[2, 3]), list(&[0, 0])], bytes(&[2, 2])),
        (Operator::Pad(Pad), vec![bytes(&[2]), list(&[-1, 1])], bytes(&[2])),
        (Operator::Slice(Slice), vec![bytes(&[4]), list(&[3]), list(&[2])], bytes(&[2])),
        (
            Operator::StridedSlice(StridedSlice::default()),
            vec![bytes(&[4]), list(&[0]), list(&[4]), list(&[0])],
            bytes(&[4]),
        ),
        (Operator::Split(Split), vec![list(&[2]), bytes(&[4])], bytes(&[4])),
        (Operator::Split(Split), vec![list(&[0, 0]), bytes(&[4])], bytes(&[4])),
        (Operator::Pack(Pack { axis: 2 }), vec![bytes(&[4])], bytes(&[1, 4])),
    ];
    for (operator, inputs, output) in cases {
        let (name, (code, message)) = (operator.name(), complaint(operator, inputs, vec![output]));
        assert_eq!(code, Code::IndexOutside, "{message}");
        assert!(message.starts_with(&format!("operator 0 (`{name}`) ")), "{message}");
    }
    let shrunk = StridedSlice { shrink_axis: 1, ..StridedSlice::default() };
    let inputs = vec![bytes(&[4]), list(&[4]), list(&[5]), list(&[1])];
    assert_eq!(complaint(Operator::StridedSlice(shrunk), inputs, vec![bytes(&[])]).0, Code::IndexOutside);
}

#[test]
fn outputs_of_another_shape() {
    let join = Operator::Concatenation(Concatenation { axis: 0, fused: Fused::None });
    let cases = [
        (Operator::Transpose(Transpose), vec![bytes(&[2, 3]), list(&[1, 0])], bytes(&[2, 3])),
        (join.clone(), vec![bytes(&[2, 3]), bytes(&[2, 3])], bytes(&[5, 3])),
        (join, vec![bytes(&[2, 3]), bytes(&[2, 2])], bytes(&[4, 3])),
        (Operator::Split(Split), vec![list(&[0]), bytes(&[4])], bytes(&[3])),
        (Operator::SplitV(SplitV), vec![bytes(&[4]), list(&[3]), list(&[0])], bytes(&[3])),
        (Operator::Pack(Pack { axis: 0 }), vec![bytes(&[4])], bytes(&[2, 4])),
        (Operator::Unpack(Unpack { axis: 0 }), vec![bytes(&[2, 4])], bytes(&[4])),
        (Operator::Pad(Pad), vec![bytes(&[2]), list(&[1, 1])], bytes(&[5])),
    ];
    for (operator, inputs, output) in cases {
        let (code, message) = complaint(operator, inputs, vec![output]);
        assert_eq!(code, Code::ShapeDisagrees, "{message}");
    }
}

#[test]
fn more_dimensions_than_the_kernel_has() {
    let shape = [2; 7];
    let inputs = vec![bytes(&shape), list(&[6, 5, 4, 3, 2, 1, 0])];
    let (code, message) = complaint(Operator::Transpose(Transpose), inputs, vec![bytes(&shape)]);
    assert_eq!(code, Code::TooManyLoops);
    assert_eq!(message, "operator 0 (`TRANSPOSE`) moves data in 7 dimensions that cannot be merged");
}

#[test]
fn values_that_cannot_be_moved() {
    let join = || Operator::Concatenation(Concatenation { axis: 0, fused: Fused::None });
    let other = Tensor { quantization: Some(Quantization::one(0.25, 3)), ..bytes(&[2]) };
    let words = given(ElementType::I64, &[2]);
    let cases = [
        (join(), vec![bytes(&[2]), other], bytes(&[4])),
        (join(), vec![words.clone(), words], given(ElementType::I64, &[4])),
        (Operator::PadV2(PadV2), vec![bytes(&[2]), list(&[0, 1]), list(&[1])], bytes(&[3])),
        (Operator::Slice(Slice), vec![bytes(&[4]), list(&[0]), list(&[2])], given(ElementType::I16, &[2])),
    ];
    for (operator, inputs, output) in cases {
        let (code, message) = complaint(operator, inputs, vec![output]);
        assert_eq!(code, Code::MovedElement, "{message}");
    }
    let fused = Operator::Concatenation(Concatenation { axis: 0, fused: Fused::Relu });
    assert_eq!(complaint(fused, vec![bytes(&[2])], vec![bytes(&[2])]).0, Code::OperatorForm);
}
