//! The real forms of operators against numbers worked out by hand.

use std::rc::Rc;

use super::convolution::{Windows, conv_2d, depthwise, fully_connected, transpose_conv};
use super::pool::{Pooling, pool};
use super::{Array, arithmetic, function, layout, reduce};
use crate::tflite::Padding;

fn array<'s>(shape: &'s [usize], values: &[f64]) -> Array<'s> {
    assert_eq!(shape.iter().product::<usize>(), values.len());
    Array { shape, values: Rc::from(values) }
}

fn windows(padding: Padding, stride: usize, dilation: usize) -> Windows {
    Windows { padding, stride: [stride; 2], dilation: [dilation; 2] }
}

const SQUARE: [f64; 9] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];

#[test]
fn convolutions_meet_their_borders() {
    let (image, ones) = (array(&[1, 3, 3, 1], &SQUARE), array(&[1, 2, 2, 1], &[1.0; 4]));
    let valid = conv_2d(&image, &ones, None, windows(Padding::Valid, 1, 1), &[1, 2, 2, 1]);
    assert_eq!(valid, Some(vec![12.0, 16.0, 24.0, 28.0]));
    let bias = array(&[1], &[0.5]);
    let same = conv_2d(&image, &ones, Some(&bias), windows(Padding::Same, 2, 1), &[1, 2, 2, 1]);
    assert_eq!(same, Some(vec![12.5, 9.5, 15.5, 9.5]), "the surplus lies behind");
    let dilated = conv_2d(&image, &ones, None, windows(Padding::Valid, 1, 2), &[1, 1, 1, 1]);
    assert_eq!(dilated, Some(vec![1.0 + 3.0 + 7.0 + 9.0]));
    assert_eq!(conv_2d(&image, &ones, None, windows(Padding::Valid, 1, 1), &[1, 3, 2, 1]), None);
}

#[test]
fn groups_see_their_own_channels() {
    let image = array(&[1, 1, 1, 4], &[1.0, 2.0, 3.0, 4.0]);
    let weights = array(&[2, 1, 1, 2], &[1.0, 10.0, 1.0, 10.0]);
    let values = conv_2d(&image, &weights, None, windows(Padding::Valid, 1, 1), &[1, 1, 1, 2]);
    assert_eq!(values, Some(vec![21.0, 43.0]));
    let weights = array(&[1, 1, 1, 8], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
    let values = depthwise(&image, &weights, None, windows(Padding::Valid, 1, 1), &[1, 1, 1, 8]);
    assert_eq!(values, Some(vec![1.0, 2.0, 6.0, 8.0, 15.0, 18.0, 28.0, 32.0]));
}

#[test]
fn a_transposed_convolution_spreads() {
    let image = array(&[1, 2, 2, 1], &[1.0, 2.0, 3.0, 4.0]);
    let weights = array(&[1, 2, 2, 1], &[1.0, 2.0, 3.0, 4.0]);
    let values = transpose_conv(&image, &weights, None, windows(Padding::Valid, 1, 1), &[1, 3, 3, 1]);
    assert_eq!(values, Some(vec![1.0, 4.0, 4.0, 6.0, 20.0, 16.0, 9.0, 24.0, 16.0]));
}

#[test]
fn dense_layers_take_rows_of_any_shape() {
    let image = array(&[1, 2, 2, 1], &[1.0, 2.0, 3.0, 4.0]);
    let weights = array(&[1, 2], &[1.0, 100.0]);
    assert_eq!(fully_connected(&image, &weights, None), Some(vec![201.0, 403.0]));
    assert_eq!(fully_connected(&image, &array(&[1, 3], &[1.0; 3]), None), None);
}

#[test]
fn pools_do_not_see_the_padding() {
    let image = array(&[1, 3, 3, 1], &[-1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -7.0, -8.0, -9.0]);
    let of = |pooling| pool(&image, pooling, [2, 2], windows(Padding::Same, 2, 1), &[1, 2, 2, 1]);
    assert_eq!(of(Pooling::Average), Some(vec![-3.0, -4.5, -7.5, -9.0]));
    assert_eq!(of(Pooling::Max), Some(vec![-1.0, -3.0, -7.0, -9.0]));
    let (centre, one) = (array(&[1, 2, 2, 1], &[1.0, 2.0, 3.0, 4.0]), windows(Padding::Same, 1, 1));
    let padded = pool(&centre, Pooling::Average, [3, 3], one, &[1, 2, 2, 1]);
    assert_eq!(padded, Some(vec![2.5; 4]), "windows that hang over on all sides");
}

#[test]
fn shapes_are_broadcast() {
    let (matrix, row) = (array(&[2, 3], &SQUARE[..6]), array(&[3], &[10.0, 20.0, 30.0]));
    let add = |left: &Array<'_>, right: &Array<'_>| arithmetic::binary(left, right, &[2, 3], |a, b| a + b);
    assert_eq!(add(&matrix, &row), Some(vec![11.0, 22.0, 33.0, 14.0, 25.0, 36.0]));
    let column = array(&[2, 1], &[100.0, 200.0]);
    assert_eq!(add(&row, &column), Some(vec![110.0, 120.0, 130.0, 210.0, 220.0, 230.0]));
    assert_eq!(add(&matrix, &array(&[2], &[1.0, 2.0])), None);
}

#[test]
fn means_and_softmax() {
    let matrix = array(&[2, 3], &SQUARE[..6]);
    assert_eq!(reduce::mean(&matrix, &[0]), Some(vec![2.5, 3.5, 4.5]));
    assert_eq!(reduce::sum(&matrix, &[-1]), Some(vec![6.0, 15.0]));
    assert_eq!(reduce::sum(&matrix, &[0, 1]), Some(vec![21.0]));
    assert_eq!(reduce::sum(&matrix, &[2]), None);
    let halves = function::softmax(&array(&[2, 2], &[1000.0, 1000.0, 0.0, libm::log(3.0)]), 1.0);
    let halves = halves.expect("a softmax");
    assert!(halves.iter().zip([0.5, 0.5, 0.25, 0.75]).all(|(a, b)| (a - b).abs() < 1e-12), "{halves:?}");
}

#[test]
fn values_move() {
    let matrix = array(&[2, 2], &SQUARE[..4]);
    let padded = layout::pad(&matrix, &[1, 0, 0, 1], 9.0, &[3, 3]);
    assert_eq!(padded, Some(vec![9.0, 9.0, 9.0, 1.0, 2.0, 9.0, 3.0, 4.0, 9.0]));
    assert_eq!(layout::pad(&matrix, &[1, 0, 0, -1], 9.0, &[3, 1]), None);
    let turned = layout::transpose(&array(&[2, 3], &SQUARE[..6]), &[1, 0], &[3, 2]);
    assert_eq!(turned, Some(vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0]));
    assert_eq!(layout::transpose(&matrix, &[0, 0], &[2, 2]), None);
    let both = [matrix.clone(), array(&[2, 1], &[7.0, 8.0])];
    assert_eq!(layout::concatenation(&both, -1, &[2, 3]), Some(vec![1.0, 2.0, 7.0, 3.0, 4.0, 8.0]));
}

#[test]
fn functions_of_one_value() {
    assert_eq!((function::hard_swish(-4.0), function::hard_swish(3.0)), (0.0, 3.0));
    assert!((function::hard_swish(1.0) - 4.0 / 6.0).abs() < 1e-15);
    assert_eq!((function::leaky_relu(-2.0, 0.25), function::leaky_relu(2.0, 0.25)), (-0.5, 2.0));
    assert_eq!(function::logistic(0.0), 0.5);
}
