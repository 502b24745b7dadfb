//! Folds what can be folded before anything is rounded: normalisation into the first layer, dead units into nothing.
//!
//! The result computes what the network computes, for raw inputs less their centre. It rounds nothing.

use tinyml_core::input::Domain;

use crate::network::{Activation, Dense, Network, Outputs};
use crate::points::{Points, ranges};

/// A network over centred raw inputs.
#[derive(Debug, Clone)]
pub struct Simplified {
    /// Range and centre of every value that enters the first layer.
    pub domains: Vec<Domain>,
    /// The layers; the first takes centred raw integers.
    pub layers: Vec<Dense>,
    /// Units that were removed, by name of the layer.
    pub removed: Vec<(String, usize)>,
}

/// Folds the normalisation and removes units that are zero for every declared input.
pub fn simplify(network: &Network) -> Simplified {
    let domains: Vec<Domain> = ranges(network).into_iter().map(domain).collect();
    let mut layers = network.layers.clone();
    if let Some(first) = layers.first_mut() {
        fold_normalization(network, &domains, first);
    }
    if let (Outputs::Classes { .. }, Some(last)) = (&network.outputs, layers.last_mut())
        && last.activation == Activation::Argmax
    {
        last.activation = Activation::None;
    }
    let mut simplified = Simplified {
        domains,
        layers,
        removed: Vec::new(),
    };
    remove_dead_units(&mut simplified, network);
    simplified
}

/// The centre is zero where the range fits an `i16` as it is, since a subtraction costs an instruction.
fn domain((min, max): (i32, i32)) -> Domain {
    let fits = min >= i32::from(i16::MIN) && max <= i32::from(i16::MAX);
    let center = if fits { 0 } else { min + (max - min + 1) / 2 };
    Domain::new(min, max, center)
}

/// `w · ((raw * scale - mean) / std) + b` becomes `w' · (raw - center) + b'`.
fn fold_normalization(network: &Network, domains: &[Domain], first: &mut Dense) {
    let inputs = network
        .inputs
        .iter()
        .flat_map(|input| std::iter::repeat_n(input, input.width()));
    for (column, (input, domain)) in inputs.zip(domains).enumerate() {
        let at_center = input.normalized(i64::from(domain.center));
        for row in 0..first.outputs {
            let weight = &mut first.weights[row * first.inputs + column];
            first.bias[row] += *weight * at_center;
            *weight *= input.scale / input.std;
        }
    }
}

/// A ReLU that never opens contributes nothing; at least one unit of a layer stays.
fn remove_dead_units(simplified: &mut Simplified, network: &Network) {
    for at in 0..simplified.layers.len().saturating_sub(1) {
        if simplified.layers[at].activation != Activation::Relu {
            continue;
        }
        let greatest = greatest_sums(&simplified.layers[..=at], &simplified.domains, network);
        let mut alive: Vec<usize> = (0..greatest.len()).filter(|&unit| greatest[unit] > 0.0).collect();
        if alive.is_empty() {
            alive.push(0);
        }
        let removed = greatest.len() - alive.len();
        if removed > 0 {
            simplified
                .removed
                .push((simplified.layers[at].name.clone(), removed));
            keep_units(&mut simplified.layers, at, &alive);
        }
    }
}

fn keep_units(layers: &mut [Dense], at: usize, alive: &[usize]) {
    let layer = &mut layers[at];
    layer.weights = alive.iter().flat_map(|&unit| layer.row(unit).to_vec()).collect();
    layer.bias = alive.iter().map(|&unit| layer.bias[unit]).collect();
    layer.outputs = alive.len();
    let next = &mut layers[at + 1];
    let rows = (0..next.outputs).flat_map(|row| alive.iter().map(move |&unit| (row, unit)));
    next.weights = rows.map(|(row, unit)| next.row(row)[unit]).collect();
    next.inputs = alive.len();
}

/// An upper bound of each sum of the last of these layers: exact for one scalar input, by intervals for more.
fn greatest_sums(layers: &[Dense], domains: &[Domain], network: &Network) -> Vec<f64> {
    let points = Points::of(network, 0);
    if points.exhaustive() && domains.len() == 1 {
        exact_greatest_sums(layers, domains[0], &points)
    } else {
        interval_greatest_sums(layers, domains)
    }
}

fn exact_greatest_sums(layers: &[Dense], domain: Domain, points: &Points) -> Vec<f64> {
    let Some((last, before)) = layers.split_last() else {
        return Vec::new();
    };
    let mut greatest = vec![f64::NEG_INFINITY; last.outputs];
    points.for_each(|raw| {
        let mut x = vec![f64::from(raw[0] - domain.center)];
        for layer in before {
            x = layer.evaluate(&x);
        }
        let sums = last.sums(&x);
        let mut unit = 0;
        while unit < sums.len() {
            if sums[unit] > greatest[unit] {
                greatest[unit] = sums[unit];
            }
            unit += 1;
        }
    });
    greatest
}

fn interval_greatest_sums(layers: &[Dense], domains: &[Domain]) -> Vec<f64> {
    let mut ranges: Vec<(f64, f64)> = domains
        .iter()
        .map(|d| (f64::from(d.min - d.center), f64::from(d.max - d.center)))
        .collect();
    for (at, layer) in layers.iter().enumerate() {
        let sums: Vec<(f64, f64)> = (0..layer.outputs)
            .map(|row| interval(layer, row, &ranges))
            .collect();
        if at + 1 == layers.len() {
            // A float sum may be off by its rounding; a unit is dead only if it is so by a margin.
            return sums
                .iter()
                .map(|&(low, high)| high + 1e-9 * (high - low))
                .collect();
        }
        let activation = layer.activation;
        ranges = sums
            .iter()
            .map(|&(low, high)| (activation.scalar(low), activation.scalar(high)))
            .collect();
    }
    Vec::new()
}

/// The range of a row's sum where each input lies in its own range.
fn interval(layer: &Dense, row: usize, ranges: &[(f64, f64)]) -> (f64, f64) {
    let mut sum = (layer.bias[row], layer.bias[row]);
    for (weight, &(low, high)) in layer.row(row).iter().zip(ranges) {
        let (a, b) = (weight * low, weight * high);
        sum = (sum.0 + a.min(b), sum.1 + a.max(b));
    }
    sum
}
