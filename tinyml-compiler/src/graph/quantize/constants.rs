//! Constants of a float graph in 8 bits: weights, biases, and whatever else is added or multiplied.

use std::rc::Rc;

use super::scales::{self, quantized};
use crate::graph::{Data, ElementType, Quantization, Tensor};

/// Weights of 8 bits with a scale for each channel, and what is worth telling of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    /// The weights.
    pub(super) tensor: Tensor,
    /// Channels in which one weight is far greater than all others, which are left with few steps.
    pub(super) crushed: Vec<usize>,
}

/// How much greater than the next one a weight is that crushes its channel.
const OUTLIER: f64 = 8.0;
/// In a channel of fewer weights none is an outlier.
const FEWEST: usize = 8;

/// Quantises the weights of a tensor whose channels lie along `axis`. `bias` has one for each channel, or is empty.
///
/// `None` where the axis is beyond the shape, or the biases are not those of the channels.
pub(super) fn weights(
    tensor: &Tensor,
    values: &[f64],
    axis: usize,
    bias: &[f64],
    input: f32,
) -> Option<Weights> {
    let channels = tensor.shape.get(axis).copied().filter(|&channels| channels > 0)?;
    if !bias.is_empty() && bias.len() != channels {
        return None;
    }
    let inner: usize = tensor.shape.iter().skip(axis + 1).product();
    let channel = |index: usize| index / inner.max(1) % channels;
    // The greatest magnitude of each channel, and the one after it.
    let mut greatest = vec![(0.0, 0.0); channels];
    for (index, value) in values.iter().enumerate() {
        let (first, second) = &mut greatest[channel(index)];
        let value = libm::fabs(*value);
        if value > *first {
            *second = std::mem::replace(first, value);
        } else if value > *second {
            *second = value;
        }
    }
    let other = greatest.iter().map(|(first, _)| *first).fold(0.0, f64::max) / scales::WEIGHT_MAX;
    let other = if other > 0.0 { other } else { 1.0 };
    let scale = |(index, &(first, _)): (usize, &(f64, f64))| {
        scales::weight(first, bias.get(index).copied().unwrap_or(0.0), input, other)
    };
    let scales: Vec<f32> = greatest.iter().enumerate().map(scale).collect();
    let integers = values.iter().enumerate().map(|(index, value)| {
        let steps = libm::round(value / f64::from(scales[channel(index)]));
        steps.clamp(-scales::WEIGHT_MAX, scales::WEIGHT_MAX) as i8
    });
    let data = Data::I8(integers.collect::<Rc<[i8]>>());
    let few = values.len() / channels < FEWEST;
    let crushed = |&(_, &(first, second)): &(usize, &(f64, f64))| !few && first > OUTLIER * second;
    let crushed = greatest.iter().enumerate().filter(crushed).map(|(index, _)| index).collect();
    let quantization = Quantization { zero_points: vec![0; channels], scales, axis };
    let tensor = Tensor {
        element: ElementType::I8,
        quantization: Some(quantization),
        data: Some(data),
        ..tensor.clone()
    };
    Some(Weights { tensor, crushed })
}

/// Biases in steps of the products of each channel.
pub(super) fn biases(tensor: &Tensor, values: &[f64], weights: &[f32], input: f32) -> Tensor {
    let steps: Vec<f32> = weights.iter().map(|weight| input * weight).collect();
    let integers = values.iter().zip(&steps).map(|(value, step)| scales::bias(*value, *step));
    let data = Data::I32(integers.collect::<Rc<[i32]>>());
    let quantization = Quantization { zero_points: vec![0; steps.len()], scales: steps, axis: 0 };
    Tensor { element: ElementType::I32, quantization: Some(quantization), data: Some(data), ..tensor.clone() }
}

/// Any other constant, in a scale that is known.
pub(super) fn plain(tensor: &Tensor, values: &[f64], scale: (f32, i64)) -> Tensor {
    let integers = values.iter().map(|&value| quantized(value, scale));
    Tensor {
        element: ElementType::I8,
        quantization: Some(Quantization::one(scale.0, scale.1)),
        data: Some(Data::I8(integers.collect::<Rc<[i8]>>())),
        ..tensor.clone()
    }
}
