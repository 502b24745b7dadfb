//! Functions of one real number, and softmax.

use super::Array;
use crate::tflite::Fused;

/// A function of each value.
pub fn map(input: &Array<'_>, function: impl Fn(f64) -> f64) -> Option<Vec<f64>> {
    Some(input.values.iter().map(|&value| function(value)).collect())
}

/// What a fused activation leaves.
pub fn fused(mut values: Vec<f64>, fused: Fused) -> Vec<f64> {
    let (least, greatest) = match fused {
        Fused::None => return values,
        Fused::Relu => (0.0, f64::INFINITY),
        Fused::ReluN1To1 => (-1.0, 1.0),
        Fused::Relu6 => (0.0, 6.0),
    };
    for value in &mut values {
        *value = value.max(least).min(greatest);
    }
    values
}

/// `1 / (1 + exp(-x))`
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// `x * relu6(x + 3) / 6`
pub fn hard_swish(x: f64) -> f64 {
    x * (x + 3.0).clamp(0.0, 6.0) / 6.0
}

/// `x`, or `slope * x` below zero.
pub fn leaky_relu(x: f64, slope: f64) -> f64 {
    if x < 0.0 { slope * x } else { x }
}

/// SOFTMAX over the last axis; `beta` sharpens it.
pub fn softmax(input: &Array<'_>, beta: f64) -> Option<Vec<f64>> {
    let depth = input.shape.last().copied().filter(|&depth| depth > 0)?;
    let mut values = Vec::with_capacity(input.values.len());
    for row in input.values.chunks_exact(depth) {
        let greatest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let start = values.len();
        values.extend(row.iter().map(|&value| libm::exp(beta * (value - greatest))));
        let total: f64 = values[start..].iter().sum();
        values[start..].iter_mut().for_each(|value| *value /= total);
    }
    Some(values)
}
