//! How much of the deviation each layer makes alone: one layer in integers, all others in floats.
//!
//! What enters the layer is not rounded, so that the rounding of an activation counts for the layer that it leaves. Shares do
//! not add up: the layers' errors pass through what follows them, and may cancel each other.

use crate::network::{Activation, Network, Output};
use crate::ops::Operator;
use crate::points::Points;
use crate::quant_network::{QuantLayer, QuantNetwork};
use crate::quantize::outputs;
use crate::simplify::Simplified;
use crate::verify::Worst;

/// Multiplications that finding all shares may take: a tenth of a second in an unoptimised macro.
const MACS: usize = 1_500_000;

/// The most inputs that a share is measured over.
const INPUTS: usize = 4096;

/// What one layer makes of the deviation.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Name of the layer.
    pub layer: String,
    /// The greatest deviation of the output over the inputs that were run, in its unit. Where the last bias centres the error of
    /// the whole network, as it does of a linear output, that of a layer is centred likewise.
    pub error: f64,
}

/// The share of each layer, in their order, in the output that deviates most.
///
/// The integer network still has every unit of the simplified one.
pub fn shares(
    network: &Network,
    simplified: &Simplified,
    quantized: &QuantNetwork,
    worst: &Worst,
) -> Vec<Share> {
    let macs: usize = simplified.layers.iter().map(|layer| layer.weights.len()).sum();
    let inputs = (MACS / (macs.max(1) * (simplified.layers.len() + 1))).clamp(2, INPUTS);
    let mut points = Points::sparse(network, inputs as u64);
    points.push(worst.input.clone());
    let output = outputs(network)[worst.output];
    let mut ends = vec![(f64::INFINITY, f64::NEG_INFINITY); quantized.layers.len()];
    for point in points {
        let deviations = deviations(simplified, quantized, &point, worst.output, output);
        for (end, deviation) in ends.iter_mut().zip(deviations) {
            *end = (end.0.min(deviation), end.1.max(deviation));
        }
    }
    let centred = simplified.layers.last().is_some_and(|layer| layer.activation == Activation::None);
    let error = |(least, greatest): (f64, f64)| {
        if centred { 0.5 * (greatest - least) } else { greatest.max(-least) }
    };
    let share =
        |(layer, ends): (&QuantLayer, (f64, f64))| Share { layer: layer.name.clone(), error: error(ends) };
    quantized.layers.iter().zip(ends).map(share).collect()
}

/// What each layer alone changes about an output at one input.
fn deviations(
    simplified: &Simplified,
    quantized: &QuantNetwork,
    raw: &[i32],
    at: usize,
    output: &Output,
) -> Vec<f64> {
    let entered = raw.iter().zip(&simplified.domains).map(|(raw, domain)| f64::from(domain.enter(*raw)));
    let mut steps = vec![1.0; simplified.domains.len()];
    let mut x: Vec<f64> = entered.collect();
    let mut found = Vec::new();
    for (index, layer) in quantized.layers.iter().enumerate() {
        found.push(output.bounded(rest(simplified, index + 1, alone(layer, &x, &steps))[at]));
        x = simplified.layers[index].evaluate(&x);
        steps.clone_from(&layer.out_steps);
    }
    let exact = output.bounded(x[at]);
    found.iter().map(|deviating| deviating - exact).collect()
}

/// The real results of a layer of integers for real values that enter it.
fn alone(layer: &QuantLayer, x: &[f64], steps: &[f64]) -> Vec<f64> {
    let mut sums = Vec::with_capacity(layer.outputs);
    let (mut row, mut at) = (0, 0);
    while row < layer.outputs {
        let mut sum = f64::from(layer.bias[row]);
        let mut column = 0;
        while column < layer.inputs {
            sum += f64::from(layer.weights[at]) * x[column] / steps[column];
            at += 1;
            column += 1;
        }
        // Saturates beyond what was proved for integers, which a real value may pass by less than one.
        sums.push(libm::round(sum) as i32);
        row += 1;
    }
    layer.op.apply(&mut sums);
    sums.iter().zip(&layer.out_steps).map(|(raw, step)| f64::from(*raw) * step).collect()
}

fn rest(simplified: &Simplified, from: usize, x: Vec<f64>) -> Vec<f64> {
    simplified.layers[from..].iter().fold(x, |x, layer| layer.evaluate(&x))
}
