//! A sound bound on the deviation, for networks with more inputs than can be tried.
//!
//! The deviation of every activation is bounded layer by layer: by what came in, by the rounding of weights and biases,
//! and by the operator. It holds for every input of the declared ranges; it is far from tight, since it lets every rounding
//! go wrong at once. `pair.rs` knows what roundings have in common, and asks here what an operator adds.

use tinyml_core::Scale;
use tinyml_core::input::Domain;
use tinyml_core::softmax::LOGIT_BITS;

use crate::network::{Activation, Dense, Input, Network};
use crate::ops::Op;
use crate::ops::shift::q15;
use crate::ops::softmax::Softmax;
use crate::quant_network::{QuantLayer, QuantNetwork, Rows};
use crate::range::Reach;
use crate::simplify::Simplified;

/// Room for the rounding of `f64` itself, on both sides and of each product, in parts of the greatest sum.
const FLOAT: f64 = 1e-12;

/// A step of the softmax kernel's probabilities.
const Q15: f64 = 1.0 / 32_768.0;

/// What intervals say of an integer network.
#[derive(Debug)]
pub(super) struct Intervals {
    /// The greatest deviation of each output, in its unit.
    pub deviations: Vec<f64>,
    /// The range of every sum of every layer.
    pub sums: Vec<Vec<(i64, i64)>>,
}

/// The greatest deviation of each output, and the range of every sum.
pub(super) fn intervals(network: &Network, simplified: &Simplified, quantized: &QuantNetwork) -> Intervals {
    let domains = &simplified.domains;
    let enter = domains.iter().map(|domain| (domain.enter(domain.min), domain.enter(domain.max)));
    let mut reach = Reach::Intervals(enter.collect());
    let mut deviations = vec![0.0; domains.len()];
    let mut steps = vec![1.0; domains.len()];
    let (mut rounded, mut all) = (magnitudes(network, domains), Vec::new());
    for (float, layer) in simplified.layers.iter().zip(&quantized.layers) {
        let sums = reach.sums(&rows(layer));
        let incoming = Incoming { steps, magnitudes: reach.magnitudes(), rounded, deviations };
        deviations = results(float, layer, &incoming, &sums);
        reach = reach.advance(layer, &sums);
        steps = layer.out_steps.clone();
        rounded = reach.magnitudes().iter().zip(&steps).map(|(magnitude, step)| magnitude * step).collect();
        all.push(sums);
    }
    Intervals { deviations, sums: all }
}

fn rows(layer: &QuantLayer) -> Rows {
    Rows {
        inputs: layer.inputs,
        storage: layer.storage,
        weights: layer.weights.clone(),
        bias: layer.bias.clone(),
        steps: layer.steps.clone(),
    }
}

/// What enters a layer: the meaning of a unit, the greatest magnitude in units and as real numbers, and the real deviation.
struct Incoming {
    steps: Vec<f64>,
    magnitudes: Vec<f64>,
    rounded: Vec<f64>,
    deviations: Vec<f64>,
}

/// For each input, the magnitudes that its normalisation adds and subtracts, in units of what enters the first layer: what
/// rounding is in proportion to.
pub(super) fn magnitudes(network: &Network, domains: &[Domain]) -> Vec<f64> {
    let magnitude = |input: &Input| {
        let greatest = input.min.unsigned_abs().max(input.max.unsigned_abs()) as f64;
        2.0 * (greatest + (input.mean / input.scale).abs())
    };
    let inputs = network.inputs.iter().flat_map(|input| std::iter::repeat_n(magnitude(input), input.width()));
    inputs.zip(domains).map(|(magnitude, domain)| magnitude * f64::from(1_u32 << domain.shift)).collect()
}

/// The deviation of each of a layer's results.
fn results(float: &Dense, layer: &QuantLayer, incoming: &Incoming, sums: &[(i64, i64)]) -> Vec<f64> {
    let rows = 0..layer.outputs;
    let before: Vec<f64> = rows.clone().map(|row| sum_deviation(float, layer, row, incoming)).collect();
    if let Op::Softmax(softmax) = &layer.op {
        // A probability depends on all scores: it moves by at most half of what the most wrong one moves.
        let (logits, kernel) = probability(layer, softmax, sums);
        let worst = before.iter().zip(logits).map(|(before, logit)| before + logit).fold(0.0, f64::max);
        return rows.map(|row| (0.5 * worst + kernel).min(1.0 + layer.out_steps[row])).collect();
    }
    let widest = width(float.activation);
    let row = |row: usize| {
        let deviation = operator_deviation(float.activation, layer, row, sums[row], before[row]);
        deviation.min(widest + layer.out_steps[row])
    };
    rows.map(row).collect()
}

/// How far each score that enters the softmax can be from the layer's sum, and each result from the softmax of these scores.
pub(super) fn probability(layer: &QuantLayer, softmax: &Softmax, sums: &[(i64, i64)]) -> (Vec<f64>, f64) {
    let logit = |row: usize| rescaling(layer, row, softmax.scales[row], sums[row], logit_step());
    // The kernel states 4 + n / 32; rescaling from Q0.15 adds another step.
    let kernel = Q15 * (5.0 + layer.outputs as f64 / 32.0);
    ((0..layer.outputs).map(logit).collect(), kernel + layer.out_steps[0])
}

/// How far an operator's result can be from the activation of the integer sum itself.
pub(super) fn operator(activation: Activation, layer: &QuantLayer, row: usize, sum: (i64, i64)) -> f64 {
    operator_deviation(activation, layer, row, sum, 0.0)
}

/// A unit of a base-2 logit, as a natural one.
fn logit_step() -> f64 {
    std::f64::consts::LN_2 / f64::from(1_u32 << LOGIT_BITS)
}

/// How far two results of an activation can be apart.
fn width(activation: Activation) -> f64 {
    match activation {
        Activation::Tanh => 2.0,
        Activation::Sigmoid | Activation::Softmax => 1.0,
        Activation::Clamp { min, max } => max - min,
        Activation::None | Activation::Relu | Activation::LeakyRelu { .. } | Activation::Argmax => {
            f64::INFINITY
        }
    }
}

/// How far a sum, less what the operator has added to the bias, can be from the float sum.
fn sum_deviation(float: &Dense, layer: &QuantLayer, row: usize, incoming: &Incoming) -> f64 {
    let step = layer.steps[row];
    let integers = &layer.weights[row * layer.inputs..(row + 1) * layer.inputs];
    let bias = (f64::from(layer.bias[row]) - f64::from(layer.offsets[row])) * step;
    let mut deviation = (bias - float.bias[row]).abs();
    let mut greatest = float.bias[row].abs();
    for (column, (weight, integer)) in float.row(row).iter().zip(integers).enumerate() {
        let magnitude = incoming.magnitudes[column];
        let real = weight * incoming.steps[column];
        deviation += (f64::from(*integer) * step - real).abs() * magnitude
            + weight.abs() * incoming.deviations[column];
        greatest += weight.abs() * incoming.rounded[column] + real.abs() * magnitude;
    }
    deviation + greatest * (FLOAT + layer.inputs as f64 * f64::EPSILON)
}

/// How far an operator's result can be from the activation of the float sum; `before` is the deviation of the sum.
fn operator_deviation(
    activation: Activation,
    layer: &QuantLayer,
    row: usize,
    sum: (i64, i64),
    before: f64,
) -> f64 {
    let (step, out) = (layer.steps[row], layer.out_steps[row]);
    match &layer.op {
        Op::Shift(_) => {
            // Round half up, which shifting by nothing does not need; a slope is rounded itself, and so is its product.
            let rounding = if layer.offsets[row] == 0 { 0.0 } else { 0.5 * out };
            let greatest = sum.0.abs().max(sum.1.abs()) as f64 * step;
            let slope = match activation {
                Activation::LeakyRelu { slope } => {
                    0.5 * out + greatest * (slope - f64::from(q15(slope)) / 32_768.0).abs()
                }
                _ => 0.0,
            };
            before + rounding + slope
        }
        // The bounds of a clamp are rounded to half a step, which is less than what the product is rounded by.
        Op::Rescale(rescale) => {
            before + rescaling(layer, row, rescale.rows[row].scale, sum, out).max(0.5 * out)
        }
        Op::Table(table) => {
            let position = table.spacing / f64::from(1_u32 << table.fraction);
            let before = before + rescaling(layer, row, table.scales[row], sum, position);
            activation.lipschitz() * before + table.error + out
        }
        Op::Softmax(_) => f64::INFINITY,
    }
}

/// How far a scale's result can be from what it stands for, in units of `out`, of which each result is worth one.
///
/// With `F` the scale's own factor, `f` the one that it stands for and `r` the rounding term in the bias, a sum `s` gives
/// `(s + r) F - u F - w` with `u` in `0..=2^pre - 1` and `w` in `0..1`, and should give `s f`. Before a table the place of
/// its first entry is a part of `s`, rounded to a unit of the acc, as `r` is.
fn rescaling(layer: &QuantLayer, row: usize, scale: Scale, sum: (i64, i64), out: f64) -> f64 {
    let step = layer.steps[row];
    let (f, pre) = (step / out, f64::from(1_u32 << scale.pre));
    let factor = f64::from(scale.multiplier) / (pre * f64::from(1_u32 << scale.post));
    if scale.multiplier == 0 {
        let greatest = sum.0.abs().max(sum.1.abs()) as f64;
        return greatest * step;
    }
    let (r, place, greatest) = match &layer.op {
        // Beyond the table nothing depends on the position any more.
        Op::Table(table) => {
            let r = 0.5 / factor + if scale.pre == 0 { 0.0 } else { 0.5 * pre };
            (r, f + 0.5, table.spacing * (table.entries.len() - 1) as f64 / step)
        }
        _ => {
            let r = f64::from(layer.offsets[row]);
            (r, 0.0, (sum.0 as f64 - r).abs().max((sum.1 as f64 - r).abs()))
        }
    };
    let floors = (r * factor).abs().max((r * factor - (pre - 1.0) * factor - 1.0).abs());
    out * (greatest * (factor - f).abs() + floors + place)
}
