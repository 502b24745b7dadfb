//! Single weights go: those that move the next sums least, more and more of them while the rest learns on.
//!
//! A weight counts its magnitude times the root mean square of what it is multiplied by, over all layers alike.
//!
//! Sources: Zhu and Gupta, "To prune, or not to prune" (2017), for the pace; Sun et al., "A Simple and Effective Pruning
//! Approach for Large Language Models" (2023), for the measure.

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;

use super::Pupil;
use crate::Watch;
use crate::engine::{Layer, Population, Shape};

/// Times the usual steps.
const LONGER: f64 = 2.0;

/// How often more weights go.
const ROUNDS: usize = 20;

/// The part of the steps in which weights go; in the rest the others learn on.
const GOING: f64 = 0.7;

/// Samples that activations are measured by, about.
const SAMPLES: usize = 400;

/// The network with its zeros, and masks that keep them.
pub(super) fn removed(
    pupil: &Pupil<'_>,
    network: &Network,
    sparsity: f64,
    watch: &dyn Watch,
) -> Result<(Network, Vec<Layer>), Report> {
    let shape = Shape::of(network);
    let plan = pupil.plan(LONGER, pupil.pace.rate);
    let (starts, lessons) = (vec![pupil.layers(network)], vec![pupil.lesson()]);
    let mut population = Population::new(&shape, starts, lessons, plan)?;
    let going = plan.schedule.steps as f64 * GOING;
    let every = (going / ROUNDS as f64).ceil().max(1.0) as usize;
    while !population.done() && !watch.stop() {
        let done = (population.steps() as f64 / going).min(1.0);
        if population.steps().is_multiple_of(every) && population.steps() as f64 <= going + every as f64 {
            let now = sparsity * (1.0 - (1.0 - done).powi(3));
            let masks = masks(pupil, &shape, &population.members()[0], now);
            population.mask(0, masks);
            watch.progress("removing weights", population.steps(), plan.schedule.steps);
        }
        population.step(None)?;
    }
    // The last of the rounds may have been missed, if somebody stopped it.
    let masks = masks(pupil, &shape, &population.members()[0], sparsity);
    population.mask(0, masks.clone());
    Ok((pupil.course(network).network(&population.members()[0]), masks))
}

/// Zeros for the weights that matter least.
fn masks(pupil: &Pupil<'_>, shape: &Shape, layers: &[Layer], sparsity: f64) -> Vec<Layer> {
    let sizes = magnitudes(pupil, shape, layers);
    let mut worth: Vec<(f64, usize, usize)> = Vec::new();
    for (at, (layer, sizes)) in layers.iter().zip(&sizes).enumerate() {
        let own = layer.weights.iter().zip(sizes.iter().cycle()).enumerate();
        worth.extend(own.map(|(weight, (value, size))| (value.abs() * size, at, weight)));
    }
    worth.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let ones =
        |layer: &Layer| Layer { weights: vec![1.0; layer.weights.len()], bias: vec![1.0; layer.bias.len()] };
    let mut masks: Vec<Layer> = layers.iter().map(ones).collect();
    for &(_, layer, weight) in worth.iter().take((sparsity * worth.len() as f64).round() as usize) {
        masks[layer].weights[weight] = 0.0;
    }
    masks
}

/// The root mean square of each value that enters each layer.
fn magnitudes(pupil: &Pupil<'_>, shape: &Shape, layers: &[Layer]) -> Vec<Vec<f64>> {
    let every = pupil.material.rows().div_ceil(SAMPLES).max(1);
    let mut sums: Vec<Vec<f64>> = shape.layers().iter().map(|&(inputs, _)| vec![0.0; inputs]).collect();
    let rows: Vec<&[f64]> = pupil.material.x.chunks(shape.inputs).step_by(every).collect();
    for x in &rows {
        for (at, sums) in sums.iter_mut().enumerate() {
            let values =
                if at == 0 { x.to_vec() } else { super::units::activations(shape, &layers[..at], x) };
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value * value);
        }
    }
    let root = |sum: &f64| (sum / rows.len().max(1) as f64).sqrt();
    sums.iter().map(|sums| sums.iter().map(root).collect()).collect()
}
