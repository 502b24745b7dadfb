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

/// Rounds weights and biases by one step for each row.
pub(super) fn rows(layer: &Dense, bits: Bits, incoming: Incoming<'_>, row_steps: &[f64]) -> Rows {
    let (mut weights, mut bias, mut steps) = (Vec::new(), Vec::new(), Vec::new());
    for (row, &step) in row_steps.iter().enumerate() {
        let scaled = scaled(layer, row, incoming);
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

/// The least step of each row: it lets the greatest weight take the greatest integer, and the sum 2^30.
pub(super) fn least_steps(layer: &Dense, bits: Bits, incoming: Incoming<'_>) -> Vec<f64> {
    let row = |row| least_step(&scaled(layer, row, incoming), layer.bias[row], bits, incoming.magnitudes);
    (0..layer.outputs).map(row).collect()
}

/// Factors on the least steps that make each weight of the next layer's single row a whole number of one step.
///
/// With `c` the greatest product of step and weight over the greatest integer, every unit takes the next whole multiple of
/// `c`: its row becomes coarser by less than a step of that row, and the next layer is rounded without error.
pub(super) fn exact_factors(least: &[f64], next: &[f64], bits: Bits) -> Vec<f64> {
    let products: Vec<f64> = least.iter().zip(next).map(|(step, weight)| step * weight.abs()).collect();
    let unit = products.iter().copied().fold(0.0, f64::max) / f64::from(bits.max());
    let factor = |product: &f64| if *product > 0.0 { (product / unit - 1e-9).ceil() * unit / product } else { 1.0 };
    products.iter().map(factor).collect()
}

/// A row of weights over raw activations.
fn scaled(layer: &Dense, row: usize, incoming: Incoming<'_>) -> Vec<f64> {
    layer.row(row).iter().zip(incoming.steps).map(|(weight, step)| weight * step).collect()
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
