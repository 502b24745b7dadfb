//! Units that are zero for every declared input, and how they go.
//!
//! With one scalar input every sum is known exactly; with more, intervals bound it, and a unit is dead only by a margin.

use tinyml_core::input::Domain;

use super::Simplified;
use crate::batch::FloatRun;
use crate::network::{Activation, Dense, Network};
use crate::points::Points;

/// A ReLU that never opens contributes nothing; at least one unit of a layer stays.
pub(super) fn remove_dead_units(simplified: &mut Simplified, network: &Network) {
    for at in 0..simplified.layers.len().saturating_sub(1) {
        let alive = alive(simplified, at, network);
        let removed = simplified.layers[at].outputs - alive.len();
        if removed > 0 {
            simplified.removed.push((simplified.layers[at].name.clone(), removed));
            simplified.units[at] = alive.clone();
            keep_units(&mut simplified.layers, at, &alive);
        }
    }
}

/// The units of a layer that are not zero for every declared input; at least one.
pub(super) fn alive(simplified: &Simplified, at: usize, network: &Network) -> Vec<usize> {
    if simplified.layers[at].activation != Activation::Relu {
        return (0..simplified.layers[at].outputs).collect();
    }
    let greatest = greatest_sums(&simplified.layers[..=at], &simplified.domains, network);
    let mut alive: Vec<usize> = (0..greatest.len()).filter(|&unit| greatest[unit] > 0.0).collect();
    if alive.is_empty() {
        alive.push(0);
    }
    alive
}

pub(super) fn keep_units(layers: &mut [Dense], at: usize, alive: &[usize]) {
    let layer = &mut layers[at];
    layer.weights = alive.iter().flat_map(|&unit| layer.row(unit).to_vec()).collect();
    layer.bias = alive.iter().map(|&unit| layer.bias[unit]).collect();
    layer.outputs = alive.len();
    let next = &mut layers[at + 1];
    let rows = (0..next.outputs).flat_map(|row| alive.iter().map(move |&unit| (row, unit)));
    next.weights = rows.map(|(row, unit)| next.row(row)[unit]).collect();
    next.inputs = alive.len();
}

/// An upper bound of each sum of the last of these layers, or something above zero for each: exact for one scalar input, by
/// intervals for more.
fn greatest_sums(layers: &[Dense], domains: &[Domain], network: &Network) -> Vec<f64> {
    let points = Points::of(network, 0);
    if points.exhaustive() && domains.len() == 1 {
        exact_greatest_sums(layers, domains[0], &points)
    } else {
        interval_greatest_sums(layers, domains)
    }
}

fn exact_greatest_sums(layers: &[Dense], domain: Domain, points: &Points) -> Vec<f64> {
    let Some(last) = layers.last() else {
        return Vec::new();
    };
    let mut run = FloatRun::of_layers(layers);
    let mut greatest = vec![f64::NEG_INFINITY; last.outputs];
    let mut look = |raw: &[i32]| {
        let (sums, mut unit) = (run.sums([f64::from(domain.enter(raw[0]))]), 0);
        let greatest = &mut greatest[..];
        while unit < greatest.len() {
            if sums[unit] > greatest[unit] {
                greatest[unit] = sums[unit];
            }
            unit += 1;
        }
        greatest.iter().all(|sum| *sum > 0.0)
    };
    // Where a few inputs open every unit, none is dead, and the others need not be tried.
    let mut few = (0..=32).map(|part| domain.min + ((domain.max - domain.min) * part).div_euclid(32));
    if !few.any(|raw| look(&[raw])) {
        points.for_each(|raw| {
            look(raw);
        });
    }
    greatest
}

fn interval_greatest_sums(layers: &[Dense], domains: &[Domain]) -> Vec<f64> {
    let mut ranges: Vec<(f64, f64)> =
        domains.iter().map(|d| (f64::from(d.enter(d.min)), f64::from(d.enter(d.max)))).collect();
    for (at, layer) in layers.iter().enumerate() {
        let sums: Vec<(f64, f64)> = (0..layer.outputs).map(|row| interval(layer, row, &ranges)).collect();
        if at + 1 == layers.len() {
            // A float sum may be off by its rounding; a unit is dead only if it is so by a margin.
            return sums.iter().map(|&(low, high)| high + 1e-9 * (high - low)).collect();
        }
        let activation = layer.activation;
        ranges = sums.iter().map(|&(low, high)| (activation.scalar(low), activation.scalar(high))).collect();
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
