//! What real files have and other readers stumble over, and what it means.

use super::{INT4, INT8, INT32, RELU, RESHAPE, Sketch, node, set, sketch, values};
use crate::graph::{Data, ElementType, Quantization};
use crate::tflite::schema::{buffer, operator, operator_code, quantization, tensor};

#[test]
fn the_smallest_file_is_read() {
    let graph = sketch().graph();
    assert_eq!(graph.name, "sketch");
    assert_eq!((graph.inputs.as_slice(), graph.outputs.as_slice()), ([0].as_slice(), [1].as_slice()));
    let x = graph.tensor(0);
    assert_eq!((x.name.as_str(), x.shape.as_slice(), x.element), ("x", [1, 4].as_slice(), ElementType::I8));
    assert_eq!(x.quantization, Some(Quantization::one(0.5, 0)));
    let [node] = graph.nodes.as_slice() else { panic!("one operator") };
    assert_eq!((node.operator.name(), node.inputs.as_slice()), ("RELU", [Some(0)].as_slice()));
}

#[test]
fn the_larger_of_both_codes_counts() {
    let codes: [&[(super::Field, super::Value)]; 3] = [
        &[(operator_code::BUILTIN_CODE, 19i32.into())],
        &[(operator_code::BUILTIN_CODE, 19i32.into()), (operator_code::DEPRECATED_BUILTIN_CODE, 19i8.into())],
        &[(operator_code::BUILTIN_CODE, 0i32.into()), (operator_code::DEPRECATED_BUILTIN_CODE, RELU.into())],
    ];
    for code in codes {
        let mut sketch = sketch();
        sketch.codes = vec![code.to_vec()];
        assert_eq!(sketch.graph().nodes[0].operator.name(), "RELU");
    }
}

#[test]
fn names_may_be_missing_twice_or_strange() {
    let mut sketch = sketch();
    sketch.tensors[0].retain(|(field, _)| *field != tensor::NAME);
    assert_eq!(sketch.graph().tensor(0).name, "tensor_0");
    set(&mut sketch.tensors[0], tensor::NAME, "y");
    let graph = sketch.graph();
    assert_eq!([graph.tensor(0), graph.tensor(1)].map(|tensor| tensor.name.as_str()), ["y", "y_1"]);
    set(&mut sketch.tensors[0], tensor::NAME, b"a\nb\xff".as_slice());
    assert_eq!(sketch.graph().tensor(0).name, "ab\u{fffd}");
    set(&mut sketch.tensors[0], tensor::NAME, "n".repeat(100_000).as_str());
    assert_eq!(sketch.graph().tensor(0).name, "n".repeat(256));
}

#[test]
fn an_open_batch_is_one() {
    let mut sketch = sketch();
    set(&mut sketch.tensors[0], tensor::SHAPE_SIGNATURE, [-1i32, 4]);
    assert_eq!(sketch.graph().tensor(0).shape, [1, 4]);
}

#[test]
fn an_optional_input_may_be_absent() {
    let mut sketch = sketch();
    sketch.operators[0] = node(0, &[0, -1], &[1]);
    assert_eq!(sketch.graph().nodes[0].inputs, [Some(0), None]);
}

fn with_bias(axis: i32, scales: &[f32]) -> Sketch {
    let mut sketch = sketch();
    let bias = sketch.constant("bias", &[2], INT32, &[1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    let zero_points = vec![0i64; scales.len()];
    let fields = vec![
        (quantization::SCALE, scales.into()),
        (quantization::ZERO_POINT, zero_points.as_slice().into()),
        (quantization::QUANTIZED_DIMENSION, axis.into()),
    ];
    set(&mut sketch.tensors[2], tensor::QUANTIZATION, fields);
    sketch.operators[0] = node(0, &[0, bias], &[1]);
    sketch
}

#[test]
fn a_bias_may_name_an_axis_that_it_does_not_have() {
    let graph = with_bias(3, &[0.5, 0.25]).graph();
    let bias = graph.tensor(2);
    assert_eq!(bias.data, Some(Data::I32([1, -1].into())));
    let expected = Quantization { scales: vec![0.5, 0.25], zero_points: vec![0, 0], axis: 0 };
    assert_eq!(bias.quantization, Some(expected));
}

#[test]
fn what_a_bias_says_of_scales_is_dropped_where_it_cannot_be() {
    assert_eq!(with_bias(0, &[0.5, 0.25, 0.125]).graph().tensor(2).quantization, None);
    assert_eq!(with_bias(0, &[0.0, -1.0]).graph().tensor(2).quantization, None);
}

#[test]
fn zero_points_may_be_left_out() {
    let mut sketch = sketch();
    let scales: super::Fields = vec![(quantization::SCALE, [0.5f32].into())];
    set(&mut sketch.tensors[0], tensor::QUANTIZATION, scales);
    assert_eq!(sketch.graph().tensor(0).quantization, Some(Quantization::one(0.5, 0)));
    set(&mut sketch.tensors[0], tensor::QUANTIZATION, super::Fields::new());
    assert_eq!(sketch.graph().tensor(0).quantization, None);
}

#[test]
fn the_shape_of_a_reshape_may_be_an_input_an_option_or_neither() {
    let mut sketch = sketch();
    set(&mut sketch.codes[0], operator_code::DEPRECATED_BUILTIN_CODE, RESHAPE);
    sketch.tensors[1] = values("y", &[4], INT8);
    assert_eq!(sketch.graph().nodes[0].operator.name(), "RESHAPE");
    let options: super::Fields = vec![(super::Field { id: 0, name: "new_shape" }, [4i32].into())];
    sketch.operators[0].push((operator::BUILTIN_OPTIONS_TYPE, 17u8.into()));
    sketch.operators[0].push((operator::BUILTIN_OPTIONS, options.into()));
    assert_eq!(sketch.graph().nodes[0].operator.name(), "RESHAPE");
    let shape = sketch.constant("shape", &[1], INT32, &4i32.to_le_bytes());
    sketch.operators[0] = node(0, &[0, shape], &[1]);
    assert_eq!(sketch.graph().tensor(2).integers(), Some(vec![4]));
}

#[test]
fn the_shape_of_a_scalar_is_a_constant_without_values() {
    let mut sketch = sketch();
    set(&mut sketch.codes[0], operator_code::DEPRECATED_BUILTIN_CODE, RESHAPE);
    (sketch.tensors[0], sketch.tensors[1]) = (values("x", &[1], INT8), values("y", &[], INT8));
    let shape = sketch.constant("shape", &[0], INT32, &[]);
    sketch.operators[0] = node(0, &[0, shape], &[1]);
    let graph = sketch.graph();
    assert_eq!(graph.tensor(2).data, Some(Data::I32([].into())));
    assert_eq!((graph.tensor(1).shape.len(), graph.tensor(1).count()), (0, 1));
}

#[test]
fn data_may_lie_behind_the_flatbuffer() {
    let mut sketch = sketch();
    let one = sketch.constant("c", &[3], INT8, &[]);
    sketch.operators[0] = node(0, &[0, one], &[1]);
    let place = |offset: usize| vec![(buffer::OFFSET, (offset as u64).into()), (buffer::SIZE, 3u64.into())];
    sketch.buffers[1] = place(2);
    let length = sketch.bytes().len();
    sketch.buffers[1] = place(length);
    let mut bytes = sketch.bytes();
    assert_eq!(bytes.len(), length);
    bytes.extend([1, 2, 255]);
    let graph = super::read(&bytes, "sketch.tflite").unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(graph.tensor(2).data, Some(Data::I8([1, 2, -1].into())));
}

#[test]
fn tensors_may_share_a_buffer_and_four_bits_are_packed() {
    let mut sketch = sketch();
    let packed = sketch.constant("packed", &[3], INT4, &[0x8f, 0x07]);
    let bytes = sketch.constant("bytes", &[2], INT8, &[]);
    set(&mut sketch.tensors[3], tensor::BUFFER, 1u32);
    sketch.operators[0] = node(0, &[0, packed, bytes], &[1]);
    let graph = sketch.graph();
    assert_eq!(graph.tensor(2).data, Some(Data::I8([-1, -8, 7].into())));
    assert_eq!(graph.tensor(3).data, Some(Data::I8([-113, 7].into())));
}

#[test]
fn what_nothing_uses_is_not_looked_at() {
    let mut sketch = sketch();
    sketch.tensors.push(vec![(tensor::SHAPE, [-5i32, 1 << 30].into()), (tensor::ELEMENT, 99i8.into())]);
    sketch.graphs.push(vec![]);
    assert_eq!(sketch.graph().tensors.len(), 3);
}

#[test]
fn variables_keep_their_values() {
    let mut sketch = sketch();
    sketch.tensors.push(values("state", &[1, 4], INT8));
    set(&mut sketch.tensors[2], tensor::IS_VARIABLE, 1u8);
    sketch.operators[0] = node(0, &[0, 2], &[1]);
    assert!(sketch.graph().tensor(2).is_variable);
}
