//! Every form that is refused, with the code and the words that matter.

use super::{indices, lowered, tensor};
use crate::diagnostic::Code;
use crate::graph::ElementType::{F32, I8, I16, I32};
use crate::graph::Tensor;
use crate::graph::operators::{
    Add, ArgMax, Dequantize, HardSwish, Logistic, Mean, Mul, Operator, Prelu, Quantize, Relu, Softmax, Sum,
    SumOptions,
};
use crate::tflite::Fused;

fn refused(operator: Operator, inputs: Vec<Tensor>, output: Tensor) -> (Code, String) {
    let report = lowered(operator, inputs, output).expect_err("a form that is not supported");
    let [one] = report.diagnostics() else { panic!("{report}") };
    (one.code, one.message.clone())
}

fn assert_refused(operator: Operator, inputs: Vec<Tensor>, output: Tensor, code: Code, words: &str) {
    let (found, message) = refused(operator, inputs, output);
    assert_eq!(found, code, "{message}");
    assert!(message.contains(words), "{message}");
}

fn add(by_shifts: bool) -> Operator {
    Operator::Add(Add(SumOptions { fused: Fused::None, by_shifts }))
}

#[test]
fn types_that_do_not_go_together() {
    let eight = tensor(I8, &[4], 0.1, 3);
    let wide = tensor(I16, &[4], 0.1, 0);
    let float = Tensor { quantization: None, ..tensor(F32, &[4], 1.0, 0) };
    let bare = Tensor { quantization: None, ..eight.clone() };
    let code = Code::OperandType;
    assert_refused(
        add(false),
        vec![eight.clone(), wide.clone()],
        eight.clone(),
        code,
        "mixes types: int8[4] `int81`",
    );
    assert_refused(Operator::Relu(Relu), vec![eight.clone()], wide.clone(), code, "another type");
    assert_refused(
        Operator::Relu(Relu),
        vec![float.clone()],
        float.clone(),
        code,
        "quantise the whole model",
    );
    assert_refused(Operator::Relu(Relu), vec![bare], eight.clone(), code, "one scale and zero point");
    assert_refused(
        Operator::Logistic(Logistic),
        vec![eight.clone()],
        eight.clone(),
        code,
        "0.00390625 and -128",
    );
    assert_refused(Operator::Dequantize(Dequantize), vec![eight.clone()], eight, code, "should be float32");
    let shifted = tensor(I16, &[4], 0.1, 7);
    assert_refused(
        Operator::Relu(Relu),
        vec![shifted.clone()],
        shifted,
        code,
        "zero point is 7 and should be 0",
    );
    let (floats, index) = (vec![float, indices(&[0])], tensor(I32, &[], 1.0, 0));
    assert_refused(Operator::ArgMax(ArgMax), floats, index, code, "int8 and int16");
}

#[test]
fn shapes_that_do_not_go_together() {
    let of = |shape: &[usize]| tensor(I8, shape, 0.1, 3);
    let code = Code::OperandShape;
    assert_refused(add(false), vec![of(&[2, 3]), of(&[2])], of(&[2, 3]), code, "cannot make int8[2, 3]");
    assert_refused(Operator::Relu(Relu), vec![of(&[2, 3])], of(&[2, 2]), code, "int8[2, 2]");
    assert_refused(Operator::Mean(Mean), vec![of(&[2, 3]), indices(&[1])], of(&[3]), code, "over these axes");
    let index = tensor(I32, &[5], 1.0, 0);
    assert_refused(Operator::ArgMax(ArgMax), vec![of(&[2, 3]), indices(&[1])], index, code, "along axis 1");
    let (prelu, factors) = (Operator::Prelu(Prelu), of(&[2, 3]));
    assert_refused(
        prelu,
        vec![of(&[3]), factors],
        of(&[2, 3]),
        Code::OperatorForm,
        "more factors than values",
    );
}

#[test]
fn what_may_overflow() {
    let of = |scale| tensor(I8, &[4], scale, 0);
    let code = Code::ElementOverflow;
    assert_refused(Operator::Relu(Relu), vec![of(1e9)], of(1.0), code, "rescales by 1e9");
    assert_refused(
        Operator::Mul(Mul { fused: Fused::None }),
        vec![of(1e3), of(1e3)],
        of(1.0),
        code,
        "overflow 32 bits",
    );
    assert_refused(add(false), vec![of(1e8), of(1.0)], of(1.0), code, "too far apart");
    assert_refused(Operator::HardSwish(HardSwish), vec![of(1e3)], of(1.0), code, "1/128");
    let deep = tensor(I8, &[4096], 0.1, 0);
    let chances = tensor(I8, &[4096], 1.0 / 256.0, -128);
    assert_refused(Operator::Softmax(Softmax { beta: 1.0 }), vec![deep], chances, code, "4096 exponentials");
    let long = tensor(I16, &[70_000], 0.1, 0);
    let sum = tensor(I16, &[1], 0.1, 0);
    assert_refused(Operator::Sum(Sum), vec![long, indices(&[0])], sum, code, "adds up 70000 values");
    let float = Tensor { quantization: None, ..tensor(F32, &[4], 1.0, 0) };
    assert_refused(Operator::Quantize(Quantize), vec![float.clone()], of(1e-40), code, "too small");
    let tiny = tensor(I16, &[4], 1e-40, 0);
    assert_refused(Operator::Dequantize(Dequantize), vec![tiny], float, code, "infinite or denormal");
}

#[test]
fn references_that_disagree() {
    let of = |scale| tensor(I16, &[4], scale, 0);
    let (fine, coarse) = (of(1.0 / 4096.0), of(1.0 / 1024.0));
    let inputs = [fine.clone(), coarse.clone()];
    assert_refused(add(true), inputs.to_vec(), coarse.clone(), Code::ReferencesDisagree, "pot_scale_int16");
    assert!(
        lowered(add(false), inputs.to_vec(), coarse.clone()).is_ok(),
        "by multipliers there is one rounding"
    );
    assert!(lowered(add(true), vec![fine.clone(), fine.clone()], fine).is_ok(), "nothing is shifted");
    assert!(lowered(add(true), vec![coarse, of(0.3)], of(0.3)).is_ok(), "no power of two");
}
