//! Tensors that are refused, each with a message that names it.

use super::{FLOAT16, FLOAT32, Fields, INT8, INT32, Sketch, node, set, sketch, values};
use crate::diagnostic::Code;
use crate::tflite::schema::{buffer, quantization, tensor};

#[test]
fn types_are_told_once_for_all_tensors() {
    let mut sketch = sketch();
    sketch.tensors = vec![values("x", &[1, 4], FLOAT16), values("y", &[1, 4], FLOAT16)];
    let words = [
        "tensor 0 (float16[1, 4] `x`) is of float16",
        "as is 1 more of its type",
        "int8, int4",
        "tf.float16",
    ];
    sketch.is_refused(Code::ElementUnsupported, &words);
    assert_eq!(sketch.read().expect_err("refused").len(), 1);
}

#[test]
fn shapes_have_to_be_known() {
    let mut sketch = sketch();
    sketch.tensors[0] = values("x", &[-1, 4], INT8);
    sketch.is_refused(
        Code::DynamicShape,
        &["tensor 0 (int8[-1, 4] `x`)", "only known at run time", "batch_size=1"],
    );
    sketch.tensors[0] = values("x", &[0, 4], INT8);
    sketch.is_refused(Code::EmptyTensor, &["tensor 0 (int8[0, 4] `x`) has no elements"]);
    sketch.tensors[0] = values("x", &[1, 1, 1, 1, 1, 1, 1, 1, 4], INT8);
    sketch.is_refused(Code::TfliteTooLarge, &["9 dimensions in one tensor", "at most 8"]);
    sketch.tensors[0] = values("x", &[i32::MAX, i32::MAX, i32::MAX], INT8);
    sketch.is_refused(Code::TfliteTooLarge, &["elements in one tensor", "tensor 0"]);
}

#[test]
fn sparse_tensors_are_refused() {
    let mut sketch = sketch();
    set(&mut sketch.tensors[0], tensor::SPARSITY, Fields::new());
    sketch.is_refused(
        Code::SparseTensor,
        &["tensor 0 (int8[1, 4] `x`) is stored sparse", "EXPERIMENTAL_SPARSITY"],
    );
}

fn quantized(scales: &[f32], zero_points: &[i64], axis: i32) -> Sketch {
    let mut sketch = sketch();
    let fields = vec![
        (quantization::SCALE, scales.into()),
        (quantization::ZERO_POINT, zero_points.into()),
        (quantization::QUANTIZED_DIMENSION, axis.into()),
    ];
    set(&mut sketch.tensors[0], tensor::QUANTIZATION, fields);
    sketch
}

#[test]
fn scales_and_zero_points_have_to_fit() {
    let code = Code::TensorQuantization;
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        quantized(&[scale], &[0], 0).is_refused(code, &["tensor 0 (int8[1, 4] `x`) has the scale"]);
    }
    quantized(&[1.0], &[128], 0).is_refused(code, &["zero point 128, which int8 cannot hold"]);
    quantized(&[1.0], &[i64::MIN], 0).is_refused(code, &["zero point -9223372036854775808"]);
    quantized(&[1.0; 4], &[0; 3], 1).is_refused(code, &["4 scales, but 3 zero points"]);
    quantized(&[1.0; 4], &[0; 4], 0).is_refused(code, &["4 scales, which do not fit axis 0"]);
    quantized(&[1.0; 4], &[0; 4], -1).is_refused(code, &["4 scales, which do not fit axis -1"]);
    quantized(&[1.0; 4], &[0], 1).graph();
    let mut custom = quantized(&[1.0], &[0], 0);
    set(&mut custom.tensors[0], tensor::QUANTIZATION, vec![(quantization::DETAILS_TYPE, 1u8.into())]);
    custom.is_refused(code, &["in a way of its own"]);
}

fn with_constant(shape: &[i32], element: i8, bytes: &[u8]) -> Sketch {
    let mut sketch = sketch();
    let constant = sketch.constant("c", shape, element, bytes);
    sketch.operators[0] = node(0, &[0, constant], &[1]);
    sketch
}

#[test]
fn constants_have_as_many_values_as_their_shape() {
    let code = Code::ConstantLength;
    let words = ["tensor 2 (int32[3] `c`) has 3 values of int32", "expected: 12 bytes", "found: 8 bytes"];
    with_constant(&[3], INT32, &[0; 8]).is_refused(code, &words);
    with_constant(&[3], INT32, &[0; 13]).is_refused(code, &["found: 13 bytes"]);
    with_constant(&[3], super::INT4, &[0; 3]).is_refused(code, &["expected: 2 bytes"]);
    with_constant(&[0], FLOAT32, &[0; 4]).is_refused(code, &["expected: 0 bytes"]);
}

#[test]
fn buffers_have_to_be_in_the_file() {
    let mut sketch = with_constant(&[1], INT8, &[0]);
    set(&mut sketch.tensors[2], tensor::BUFFER, 9u32);
    sketch.is_refused(
        Code::TfliteDamaged,
        &["buffer 9 is used, but there are only 2", "tensor 2 (int8[1] `c`)"],
    );
    let mut sketch = with_constant(&[1], INT8, &[]);
    sketch.buffers[1] = vec![(buffer::OFFSET, (u64::MAX - 3).into()), (buffer::SIZE, 8u64.into())];
    sketch.is_refused(Code::TfliteDamaged, &["buffer 1 has 8 bytes at byte 18446744073709551612"]);
}

/// Many tensors that read one buffer as one type take its memory once; as different ones they soon take more than
/// the file could hold.
#[test]
fn shared_buffers_do_not_multiply() {
    let mut sketch = with_constant(&[1024], INT8, &[7; 1024]);
    let mut taken = vec![0];
    for index in 0..64i32 {
        sketch.tensors.push(values(&format!("c{index}"), &[1024], INT8));
        set(sketch.tensors.last_mut().expect("the tensor"), tensor::BUFFER, 1u32);
        taken.push(3 + index);
    }
    sketch.operators[0] = node(0, &taken, &[1]);
    let graph = sketch.graph();
    let data = graph.tensors.iter().filter_map(|tensor| tensor.data.as_ref());
    let first = |data: &crate::graph::Data| match data {
        crate::graph::Data::I8(values) => values.as_ptr(),
        other => panic!("{other:?}"),
    };
    let addresses: std::collections::BTreeSet<_> = data.map(first).collect();
    assert_eq!(addresses.len(), 1);
}
