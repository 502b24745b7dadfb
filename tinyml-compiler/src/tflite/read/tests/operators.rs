//! Operators that are not supported: named, counted, and each kind with something to do about it.

use super::{Sketch, node, set, sketch, values};
use crate::diagnostic::Code;
use crate::graph::operators::Operator;
use crate::tflite::builtin;
use crate::tflite::hints::hint;
use crate::tflite::schema::{operator, operator_code};

const GELU: i32 = 150;
const WHILE: i32 = 119;

fn of(builtin: i32) -> Sketch {
    let mut sketch = sketch();
    sketch.codes = vec![vec![(operator_code::BUILTIN_CODE, builtin.into())]];
    sketch
}

fn custom(name: &str) -> Sketch {
    let mut sketch = of(32);
    sketch.codes[0].push((operator_code::CUSTOM_CODE, name.into()));
    sketch
}

#[test]
fn an_unsupported_operator_is_named_with_its_tensors() {
    let words = [
        "operator 0 (`GELU`) is not supported",
        "takes tensor 0 (int8[1, 4] `x`); gives tensor 1 (int8[1, 4] `y`)",
        "expected: ",
        "RELU",
        "train with one of them",
    ];
    of(GELU).is_refused(Code::UnsupportedOperator, &words);
}

#[test]
fn all_are_told_together_by_kind() {
    let mut sketch = of(GELU);
    sketch.codes.push(vec![(operator_code::BUILTIN_CODE, WHILE.into())]);
    sketch.operators = [0, 1, 0, 0, 0, 0, 0].map(|code| node(code, &[0], &[1])).to_vec();
    let report = sketch.read().expect_err("operators that are not supported");
    assert_eq!(report.len(), 2, "{report}");
    let text = report.to_string();
    assert!(text.contains("operators 0, 2, 3, 4 and 2 others (`GELU`) are not supported"), "{text}");
    assert!(text.contains("T0907]: operator 1 (`WHILE`) is not supported"), "{text}");
    assert_eq!(text.matches("expected:").count(), 1, "{text}");
}

#[test]
fn custom_operators_are_named() {
    custom("FlexErf")
        .is_refused(Code::CustomOperator, &["custom operator `FlexErf`", "TFLITE_BUILTINS_INT8"]);
    custom("edgetpu-custom-op").is_refused(Code::CustomOperator, &["compiled for another processor"]);
    custom("TFLite_Detection_PostProcess").is_refused(Code::CustomOperator, &["do it in firmware"]);
    custom("").is_refused(Code::CustomOperator, &["a custom operator without a name"]);
}

#[test]
fn operators_beyond_the_schema_have_their_number() {
    of(999)
        .is_refused(Code::UnsupportedOperator, &["builtin operator number 999", "newer than this compiler"]);
    of(127).is_refused(Code::UnsupportedOperator, &["builtin operator number 127"]);
}

#[test]
fn operators_that_do_not_fit_the_file_are_damage() {
    let mut sketch = sketch();
    sketch.operators[0] = node(1, &[0], &[1]);
    sketch.is_refused(Code::TfliteDamaged, &["of kind 1, but the file has only 1"]);
    sketch.operators[0] = node(0, &[7], &[1]);
    sketch.is_refused(Code::TfliteDamaged, &["operator 0 names tensor 7, but there are only 2"]);
    sketch.operators[0] = node(0, &[-2], &[1]);
    sketch.is_refused(Code::TfliteDamaged, &["operator 0 names tensor -2"]);
    sketch.operators[0] = node(0, &[0], &[-1]);
    sketch.is_refused(Code::TfliteDamaged, &["gives a tensor of number -1"]);
}

#[test]
fn the_options_of_another_operator_are_damage() {
    let mut sketch = of(22);
    sketch.tensors[1] = values("y", &[4], super::INT8);
    set(&mut sketch.operators[0], operator::BUILTIN_OPTIONS_TYPE, 1u8);
    set(&mut sketch.operators[0], operator::BUILTIN_OPTIONS, super::Fields::new());
    let words = ["operator 0 (`RESHAPE`) has the options `Conv2DOptions`", "expected: `ReshapeOptions`"];
    sketch.is_refused(Code::TfliteDamaged, &words);
}

/// Whatever a hint calls supported is.
#[test]
fn hints_are_true() {
    let mut wrong = Vec::new();
    for code in 0..208 {
        let name = builtin::operator_name(code).expect("a builtin operator");
        let supported = hint(name).split_once(" supported").map(|(before, _)| before).unwrap_or_default();
        let words = supported.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let operators = words.filter(|word| word.len() > 2 && !word.chars().any(|c| c.is_ascii_lowercase()));
        wrong.extend(
            operators.filter(|word| !Operator::SUPPORTED.contains(word)).map(|word| (name, word.to_owned())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
