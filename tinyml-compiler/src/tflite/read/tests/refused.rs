//! Files and graphs that are refused as a whole.

use super::{Fields, INT8, Sketch, node, refused, set, sketch, values};
use crate::diagnostic::Code;
use crate::tflite::read;
use crate::tflite::schema::{model, operator_code, signature, tensor};

#[test]
fn other_formats_are_named() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "nothing in it"),
        (b"{\"version\": 1}", "looks like JSON"),
        (b"\x89HDF\r\n\x1a\n", "from_keras_model"),
        (b"PK\x03\x04....", "zip archive"),
        (b"\x1f\x8b\x08.....", "gzip"),
        (b"\x08\x07\x12\x07pytorch", "ONNX"),
        (b"version https://git-lfs.github.com/spec/v1", "git lfs pull"),
        (b"\x1c\0\0\0TFL2........", "TFLiteConverter"),
    ];
    for (bytes, words) in cases {
        refused(read(bytes, "models/sketch.tflite"), Code::NotTflite, &[words, "`TFL3` in bytes 4 to 7"]);
    }
}

#[test]
fn another_version_is_refused() {
    let old = Sketch { version: 2, ..sketch() };
    old.is_refused(Code::TfliteVersion, &["expected: version 3", "found: version 2"]);
}

#[test]
fn a_file_that_is_cut_off_is_damaged() {
    let bytes = sketch().bytes();
    for length in 8..bytes.len() {
        let report = read(&bytes[..length], "models/sketch.tflite").expect_err("a damaged file");
        assert_eq!(report.diagnostics()[0].code, Code::TfliteDamaged, "{length} bytes: {report}");
    }
    refused(
        read(&bytes[..40], "models/sketch.tflite"),
        Code::TfliteDamaged,
        &["at byte", "convert it again"],
    );
}

#[test]
fn one_graph_has_to_be_meant() {
    let mut sketch = sketch();
    sketch.graphs.push(vec![]);
    let signatures: Vec<Fields> =
        vec![vec![(signature::SIGNATURE_KEY, "encode".into()), (signature::SUBGRAPH_INDEX, 1u32.into())]];
    sketch.rest.push((model::SIGNATURE_DEFS, signatures.into()));
    sketch
        .is_refused(Code::SeveralGraphs, &["has 2 graphs", "signature `encode`", "from_concrete_functions"]);
}

#[test]
fn a_file_without_a_graph_is_damaged() {
    let bytes = crate::tflite::build::file(&vec![(model::VERSION, 3u32.into())]);
    refused(read(&bytes, "models/sketch.tflite"), Code::TfliteDamaged, &["no graph in it"]);
}

#[test]
fn a_graph_has_inputs_and_outputs() {
    let none = Sketch { inputs: vec![], outputs: vec![], ..sketch() };
    none.is_refused(Code::GraphEdge, &["the graph has no input", "the graph has no output"]);
    let twice = Sketch { inputs: vec![0, 0], ..sketch() };
    twice.is_refused(Code::GraphEdge, &["tensor 0 is an input of the graph twice"]);
    let outside = Sketch { outputs: vec![2], ..sketch() };
    outside.is_refused(Code::TfliteDamaged, &["tensor 2 is an output of the graph, but there are only 2"]);
    let itself = Sketch { outputs: vec![0], ..sketch() };
    itself.is_refused(Code::GraphEdge, &["output int8[1, 4] `x` of the graph is computed by no operator"]);
}

#[test]
fn an_input_has_no_values_of_its_own() {
    let mut sketch = sketch();
    let constant = sketch.constant("c", &[1, 4], INT8, &[0; 4]);
    sketch.inputs = vec![0, constant];
    sketch.is_refused(Code::GraphEdge, &["input int8[1, 4] `c` of the graph is a constant at the same time"]);
    let mut sketch = super::sketch();
    set(&mut sketch.tensors[0], tensor::IS_VARIABLE, 1u8);
    sketch.is_refused(Code::GraphEdge, &["input int8[1, 4] `x` of the graph is a variable"]);
}

#[test]
fn operators_have_to_be_in_order() {
    let mut sketch = sketch();
    sketch.tensors.push(values("z", &[1, 4], INT8));
    sketch.operators = vec![node(0, &[2], &[1]), node(0, &[0], &[2])];
    let words = ["operator 0 (`RELU`) takes int8[1, 4] `z`, which operator 1 (`RELU`) writes only later"];
    sketch.is_refused(Code::DataFlow, &words);
    sketch.operators = vec![node(0, &[2], &[2]), node(0, &[0], &[1])];
    sketch.is_refused(Code::DataFlow, &["which is its own output"]);
    sketch.operators = vec![node(0, &[2], &[1])];
    sketch.is_refused(Code::DataFlow, &["takes int8[1, 4] `z`, which has no values"]);
}

#[test]
fn a_tensor_is_written_once() {
    let mut sketch = sketch();
    sketch.operators.push(node(0, &[0], &[1]));
    let words = ["operator 1 (`RELU`) writes int8[1, 4] `y`, which operator 0 (`RELU`) has written already"];
    sketch.is_refused(Code::DataFlow, &words);
    sketch.operators = vec![node(0, &[0], &[1, 1])];
    sketch.is_refused(Code::DataFlow, &["writes int8[1, 4] `y`, twice"]);
    sketch.operators = vec![node(0, &[0], &[1]), node(0, &[1], &[0])];
    sketch.is_refused(Code::DataFlow, &["writes int8[1, 4] `x`, which is an input of the graph"]);
    let constant = sketch.constant("c", &[1, 4], INT8, &[0; 4]);
    sketch.operators = vec![node(0, &[0], &[1, constant])];
    sketch.is_refused(Code::DataFlow, &["writes int8[1, 4] `c`, which is a constant"]);
}

#[test]
fn amounts_are_limited() {
    let mut sketch = sketch();
    sketch.operators[0] = node(0, &[0; 300], &[1]);
    sketch.is_refused(Code::TfliteTooLarge, &["300 tensors at operator 0", "at most 256"]);
    let many = Sketch { operators: vec![node(0, &[0], &[1]); 3_000], ..super::sketch() };
    many.is_refused(Code::TfliteTooLarge, &["3,000 operators", "at most 2,048"]);
    let wide = Sketch { inputs: vec![0; 257], ..super::sketch() };
    wide.is_refused(Code::TfliteTooLarge, &["257 inputs"]);
    refused(
        read(&vec![0; (64 << 20) + 1], "models/sketch.tflite"),
        Code::TfliteTooLarge,
        &["67,108,865 bytes"],
    );
}

/// Every operator looks at its constants, so that many operators with the same large one are as much work as
/// many large ones.
#[test]
fn the_work_on_shared_constants_is_limited() {
    let mut sketch = sketch();
    let constant = sketch.constant("c", &[1 << 20], INT8, &vec![0; 1 << 20]);
    sketch.operators = vec![node(0, &[0, constant], &[1]); 1];
    sketch.graph();
    for index in 0..33 {
        sketch.tensors.push(values("t", &[1, 4], INT8));
        sketch.operators.push(node(0, &[0, constant], &[3 + index]));
    }
    sketch.is_refused(Code::TfliteTooLarge, &["35,651,584 constant values in the inputs of all operators"]);
}

#[test]
fn models_of_the_old_quantisation_are_told_as_such() {
    let of = |data: i8, weights: i8| {
        let mut sketch = sketch();
        set(&mut sketch.codes[0], operator_code::DEPRECATED_BUILTIN_CODE, 9i8);
        sketch.tensors = vec![values("x", &[1, 4], data), values("y", &[1, 1], data)];
        let constant = sketch.constant("w", &[1, 4], weights, &[1; 4]);
        sketch.operators[0] = node(0, &[0, constant, -1], &[1]);
        sketch
    };
    of(3, 3).is_refused(
        Code::LegacyQuantization,
        &["TensorFlow 1", "operator 0 (`FULLY_CONNECTED`)", "uint8[1, 4] `w`"],
    );
    of(0, INT8).is_refused(Code::HybridModel, &["only the weights", "float32[1, 4] `x`", "calibration"]);
    of(INT8, INT8).graph();
}
