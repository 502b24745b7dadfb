//! Whole units go: their weights, their bias, and what the next layer makes of them.
//!
//! A unit is worth what the loss rises by when it is held at its mean, which the next bias takes over. That is measured, not
//! estimated by a gradient: networks of this size are quick enough. Units go in rounds, with learning in between.
//!
//! Source of the criterion: Mozer and Smolensky, "Skeletonization" (1989).

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;

use super::Pupil;
use crate::Watch;
use crate::engine::{Layer, Shape};

/// Rounds in which the units go.
const ROUNDS: usize = 4;

/// Samples that a unit is weighed by, about.
const SAMPLES: usize = 600;

pub(super) fn removed(
    pupil: &Pupil<'_>,
    network: &Network,
    widths: &[usize],
    watch: &dyn Watch,
) -> Result<Network, Report> {
    let mut network = network.clone();
    for round in 0..ROUNDS {
        let mut changed = false;
        for (at, &width) in widths.iter().enumerate() {
            let surplus = network.layers[at].outputs - width;
            // The same part of what is left in each round, and all of it in the last.
            for _ in 0..surplus.div_ceil(ROUNDS - round) {
                network = without_least(pupil, &network, at);
                changed = true;
            }
        }
        if changed {
            network = pupil.learn(&network, 1.0 / ROUNDS as f64, watch)?;
        }
    }
    Ok(network)
}

/// The network without the unit of a layer that is missed least.
fn without_least(pupil: &Pupil<'_>, network: &Network, at: usize) -> Network {
    let shape = Shape::of(network);
    let layers = pupil.layers(network);
    let every = pupil.material.rows().div_ceil(SAMPLES).max(1);
    let rows: Vec<usize> = (0..pupil.material.rows()).step_by(every).collect();
    let entered: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            activations(
                &shape,
                &layers[..=at],
                &pupil.material.x[row * shape.inputs..(row + 1) * shape.inputs],
            )
        })
        .collect();
    let units = network.layers[at].outputs;
    let mean = |unit: usize| entered.iter().map(|values| values[unit]).sum::<f64>() / entered.len() as f64;
    let means: Vec<f64> = (0..units).map(mean).collect();
    let tail = Shape { inputs: units, hidden: shape.hidden[at + 1..].to_vec(), ..shape };
    let loss = |unit: usize| {
        let each = rows.iter().zip(&entered).map(|(row, values)| {
            let mut values = values.clone();
            values[unit] = means[unit];
            let outputs = tail.evaluate(&layers[at + 1..], &values);
            let targets = &pupil.samples.targets[row * tail.outputs..(row + 1) * tail.outputs];
            pupil.aim.loss.at(&outputs, targets, &mut vec![0.0; tail.outputs])
        });
        each.sum::<f64>()
    };
    let losses: Vec<f64> = (0..units).map(loss).collect();
    let least = (0..units).min_by(|&a, &b| losses[a].total_cmp(&losses[b])).unwrap_or(0);
    without(network, at, least, means[least])
}

/// What leaves the last of these hidden layers.
pub(super) fn activations(shape: &Shape, layers: &[Layer], x: &[f64]) -> Vec<f64> {
    let outputs = layers.last().map_or(0, |layer| layer.bias.len());
    let front = Shape { hidden: shape.hidden[..layers.len() - 1].to_vec(), outputs, ..shape.clone() };
    front.evaluate(layers, x).into_iter().map(|sum| shape.activation.scalar(sum)).collect()
}

/// The network without a unit; the next layer's biases take over its mean.
fn without(network: &Network, at: usize, unit: usize, mean: f64) -> Network {
    let mut network = network.clone();
    let layer = &mut network.layers[at];
    layer.weights.drain(unit * layer.inputs..(unit + 1) * layer.inputs);
    layer.bias.remove(unit);
    layer.outputs -= 1;
    let next = &mut network.layers[at + 1];
    for row in (0..next.outputs).rev() {
        let weight = next.weights.remove(row * next.inputs + unit);
        next.bias[row] += weight * mean;
    }
    next.inputs -= 1;
    network
}
