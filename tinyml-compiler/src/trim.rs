//! Removes what the integers make superfluous, without changing a bit of any output.
//!
//! A hidden unit that gives one value for every declared input adds a constant to each sum of the next layer, which that
//! layer's bias holds as well; of two units that give the same, the next layer's weights can read one. It looks at integers
//! only, so nothing is rounded anew; units that never open in the float network are gone already (`simplify`).

use crate::ops::{Op, Operator};
use crate::quant_network::{QuantLayer, QuantNetwork, Rows};

/// A network without superfluous units, and how many were removed from each layer.
#[derive(Debug, Clone)]
pub struct Trimmed {
    /// The network; its outputs are those of the network before, for all inputs whatever.
    pub network: QuantNetwork,
    /// Name of each layer that lost units, and how many.
    pub removed: Vec<(String, usize)>,
}

/// Removes units that are constant over the declared inputs, and those that repeat another unit of their layer.
///
/// Inputs outside of their declared range are clamped on the chip, so there is no input for which a bit could change.
pub fn trim(network: &QuantNetwork) -> Trimmed {
    let mut trimmed = Trimmed { network: network.clone(), removed: Vec::new() };
    for at in 0..network.layers.len().saturating_sub(1) {
        let layers = &mut trimmed.network.layers;
        fold_constants(layers, at);
        fold_repeated(layers, at);
        let before = network.layers[at].outputs;
        if layers[at].outputs < before {
            trimmed.removed.push((layers[at].name.clone(), before - layers[at].outputs));
        }
    }
    trimmed
}

/// Constant units become part of the next layer's biases. One unit always stays, and so does what reads it.
fn fold_constants(layers: &mut [QuantLayer], at: usize) {
    let constant = |unit: usize| match layers[at].results.get(unit) {
        Some(&(least, greatest)) if least == greatest => Some(least),
        Some(_) | None => None,
    };
    let mut kept: Vec<usize> = (0..layers[at].outputs).filter(|&unit| constant(unit).is_none()).collect();
    if kept.is_empty() {
        kept.push(0);
    }
    let mut bias = layers[at + 1].bias.clone();
    for unit in (0..layers[at].outputs).filter(|unit| !kept.contains(unit)) {
        let value = constant(unit).unwrap_or(0);
        for (row, bias) in bias.iter_mut().enumerate() {
            // Sums are modulo 2^32 and the whole one fits, so the order in which a constant enters does not matter.
            *bias = bias.wrapping_add(weight(&layers[at + 1], row, unit).wrapping_mul(value));
        }
    }
    keep(layers, at, &kept, bias);
}

/// A unit with the weights, bias and operator of an earlier one is read through that one, where the sum of both weights
/// is still a weight of the next layer's storage.
fn fold_repeated(layers: &mut [QuantLayer], at: usize) {
    let mut unit = 1;
    while unit < layers[at].outputs {
        let first = (0..unit).find(|&first| same(&layers[at], first, unit));
        if let Some(weights) = first.and_then(|first| joined(&layers[at + 1], first, unit)) {
            layers[at + 1].weights = weights;
            let kept: Vec<usize> = (0..layers[at].outputs).filter(|&other| other != unit).collect();
            let bias = layers[at + 1].bias.clone();
            keep(layers, at, &kept, bias);
        } else {
            unit += 1;
        }
    }
}

fn same(layer: &QuantLayer, a: usize, b: usize) -> bool {
    row(layer, a) == row(layer, b) && layer.bias[a] == layer.bias[b] && layer.op.same(a, b)
}

/// The weights of a layer that reads `b` through `a`, if its storage can hold them.
fn joined(layer: &QuantLayer, a: usize, b: usize) -> Option<Vec<i16>> {
    let mut weights = layer.weights.clone();
    for row in 0..layer.outputs {
        let sum = weight(layer, row, a) + weight(layer, row, b);
        if layer.storage.table().is_some() || sum.abs() > layer.storage.max() {
            return None;
        }
        weights[row * layer.inputs + a] = sum as i16;
    }
    Some(weights)
}

fn row(layer: &QuantLayer, unit: usize) -> &[i16] {
    &layer.weights[unit * layer.inputs..(unit + 1) * layer.inputs]
}

fn weight(layer: &QuantLayer, row: usize, column: usize) -> i32 {
    i32::from(layer.weights[row * layer.inputs + column])
}

/// Only these units of a layer, and what the next layer reads of them, with new biases for that one.
fn keep(layers: &mut [QuantLayer], at: usize, kept: &[usize], next_bias: Vec<i32>) {
    let (layer, next) = (&layers[at], &layers[at + 1]);
    let rows = Rows {
        inputs: layer.inputs,
        storage: layer.storage,
        weights: kept.iter().flat_map(|&unit| row(layer, unit)).copied().collect(),
        bias: kept.iter().map(|&unit| layer.bias[unit]).collect(),
        steps: kept.iter().map(|&unit| layer.steps[unit]).collect(),
    };
    let offsets = kept.iter().map(|&unit| layer.offsets[unit]).collect();
    let out_steps = kept.iter().map(|&unit| layer.out_steps[unit]).collect();
    let op: Op = layer.op.keep(kept);
    let mut short = QuantLayer::new(&layer.name, rows, offsets, op, out_steps);
    short.results = kept.iter().filter_map(|&unit| layer.results.get(unit).copied()).collect();
    let columns = (0..next.outputs).flat_map(|row| kept.iter().map(move |&unit| (row, unit)));
    let rows = Rows {
        inputs: kept.len(),
        storage: next.storage,
        weights: columns.map(|(row, unit)| next.weights[row * next.inputs + unit]).collect(),
        bias: next_bias,
        steps: next.steps.clone(),
    };
    let mut narrow =
        QuantLayer::new(&next.name, rows, next.offsets.clone(), next.op.clone(), next.out_steps.clone());
    narrow.results.clone_from(&next.results);
    (layers[at], layers[at + 1]) = (short, narrow);
}
