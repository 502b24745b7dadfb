//! A sound bound on the deviation, for networks with more inputs than can be tried.
//!
//! The deviation of every activation is bounded layer by layer: by what came in, by the rounding of weights and biases,
//! and by the operator. It holds for every input of the declared ranges; it is far from tight.

use crate::network::{Activation, Dense};
use crate::ops::Op;
use crate::quant_network::{QuantLayer, QuantNetwork, Rows};
use crate::range::Reach;
use crate::simplify::Simplified;

/// Room for the rounding of `f64` itself.
const SLACK: f64 = 1.0 + 1e-9;

/// The greatest deviation of any output, in its unit.
pub(super) fn bound(simplified: &Simplified, quantized: &QuantNetwork) -> f64 {
    let domains = &simplified.domains;
    let mut reach = Reach::Intervals(
        domains
            .iter()
            .map(|d| (d.min - d.center, d.max - d.center))
            .collect(),
    );
    let mut deviations = vec![0.0; domains.len()];
    let mut steps = vec![1.0; domains.len()];
    for (float, layer) in simplified.layers.iter().zip(&quantized.layers) {
        let sums = reach.sums(&rows(layer));
        let magnitudes = reach.magnitudes();
        let row = |row: usize| {
            let incoming = sum_deviation(float, layer, row, &steps, &magnitudes, &deviations);
            float.activation.lipschitz() * incoming
                + operator_deviation(float.activation, layer, row, sums[row])
        };
        deviations = (0..layer.outputs).map(|unit| row(unit) * SLACK).collect();
        reach = reach.advance(layer, &sums);
        steps.clone_from(&layer.out_steps);
    }
    deviations.into_iter().fold(0.0, f64::max)
}

fn rows(layer: &QuantLayer) -> Rows {
    Rows {
        inputs: layer.inputs,
        bits: layer.bits,
        weights: layer.weights.clone(),
        bias: layer.bias.clone(),
        steps: layer.steps.clone(),
    }
}

/// How far a sum can be from the float sum, the rounding terms in the bias included.
fn sum_deviation(
    float: &Dense,
    layer: &QuantLayer,
    row: usize,
    steps: &[f64],
    magnitudes: &[f64],
    deviations: &[f64],
) -> f64 {
    let step = layer.steps[row];
    let integers = &layer.weights[row * layer.inputs..(row + 1) * layer.inputs];
    let mut deviation = (f64::from(layer.bias[row]) * step - float.bias[row]).abs();
    for (column, (weight, integer)) in float.row(row).iter().zip(integers).enumerate() {
        let rounding = (f64::from(*integer) * step - weight * steps[column]).abs();
        deviation += rounding * magnitudes[column] + weight.abs() * deviations[column];
    }
    deviation
}

/// How far an operator's result can be from the activation of the real sum.
fn operator_deviation(activation: Activation, layer: &QuantLayer, row: usize, sum: (i64, i64)) -> f64 {
    let (step, out) = (layer.steps[row], layer.out_steps[row]);
    let greatest = sum.0.abs().max(sum.1.abs()) as f64;
    let multiplier = |pre: u8| greatest * step / 16_384.0 + f64::from(1_u32 << pre) * step;
    match &layer.op {
        // Floor, and for a leaky ReLU the product with a slope rounded to 15 bits.
        Op::Shift(_) => match activation {
            Activation::LeakyRelu { .. } => 2.0 * out + greatest * step / 32_768.0,
            _ => out,
        },
        Op::Rescale(rescale) => out + multiplier(rescale.rows[row].scale.pre),
        Op::Table(table) => {
            // Entries and interpolation round to half a step each; the chord is off by curvature times width squared.
            let scale = &table.scales[row];
            let position = f64::from(1_u32 << scale.post) / f64::from(scale.multiplier.max(1));
            let per_position = position * f64::from(1_u32 << scale.pre) * step;
            let spacing = per_position * f64::from(1_u32 << table.fraction);
            2.0 * out + spacing * spacing / 8.0 + 2.0 * per_position + multiplier(scale.pre) + 2.5e-5
        }
        // The kernel states 2^-12; a base-2 logit is off by a step of 2^-10, and half of that reaches a probability.
        Op::Softmax(softmax) => out + 0.001 + multiplier(softmax.scales[row].pre),
    }
}
