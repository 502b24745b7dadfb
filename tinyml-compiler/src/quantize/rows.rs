//! From the real weights of a layer to integers: one step for each row.

use crate::network::Dense;
use crate::options::Bits;
use crate::quant_network::Rows;

/// Sums stay below this magnitude by the choice of the step, with room for rounding terms.
const SUM_BOUND: f64 = (1_u32 << 30) as f64;

/// What a layer gets from the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Incoming<'a> {
    /// Real value of one unit of each activation.
    pub steps: &'a [f64],
    /// Greatest magnitude of each raw activation.
    pub magnitudes: &'a [f64],
}

/// Rounds weights and biases; `coarser` is a factor of at least 1 on the least step of each row.
///
/// The least step is the one that lets the greatest weight of a row take the greatest integer, and its sum 2^30.
pub(super) fn rows(layer: &Dense, bits: Bits, incoming: Incoming<'_>, coarser: &[f64]) -> Rows {
    let (mut weights, mut bias, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    for (row, coarser) in coarser.iter().enumerate() {
        let scaled: Vec<f64> = layer
            .row(row)
            .iter()
            .zip(incoming.steps)
            .map(|(w, step)| w * step)
            .collect();
        let step = least_step(&scaled, layer.bias[row], bits, incoming.magnitudes) * coarser;
        weights.extend(scaled.iter().map(|value| (value / step).round() as i16));
        bias.push((layer.bias[row] / step).round() as i32);
        steps.push(step);
    }
    Rows {
        inputs: layer.inputs,
        bits,
        weights,
        bias,
        steps,
    }
}

fn least_step(scaled: &[f64], bias: f64, bits: Bits, magnitudes: &[f64]) -> f64 {
    let greatest = scaled
        .iter()
        .fold(0.0_f64, |greatest, value| greatest.max(value.abs()));
    let products = scaled
        .iter()
        .zip(magnitudes)
        .map(|(value, magnitude)| value.abs() * magnitude);
    let sum = bias.abs() + products.sum::<f64>();
    let step = (greatest / f64::from(bits.max())).max(sum / SUM_BOUND);
    // A row of zeros has no scale of its own; the greatest step that is exact for its zero will do.
    if step > 0.0 && step.is_finite() { step } else { 1.0 }
}
