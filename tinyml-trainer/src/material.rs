//! What a network learns from: the rows of a task as the chip sees them, with shifted copies of images.

use std::sync::Arc;

use tinyml_compiler::network::{Network, Outputs};

use crate::engine::{Loss, Samples, one_hot, softmax};
use crate::integer::normalized;
use crate::template::raw_rows;
use crate::{Targets, Task};

/// Inputs of samples, raw and normalised, and the row of the task that each was made from.
#[derive(Debug, Clone)]
pub(crate) struct Material {
    pub(crate) raw: Arc<Vec<Vec<i32>>>,
    pub(crate) x: Vec<f64>,
    pub(crate) origin: Vec<usize>,
}

impl Material {
    /// Some rows of a task, normalised as the network wants it; images also shifted by a pixel in each of eight ways.
    pub(crate) fn of(task: &Task, network: &Network, rows: &[usize]) -> Self {
        let all = raw_rows(task);
        let (mut raw, mut origin) = (Vec::new(), Vec::new());
        for &row in rows {
            raw.push(all[row].clone());
            origin.push(row);
            for copy in shifted(&all[row], task, network) {
                raw.push(copy);
                origin.push(row);
            }
        }
        Self::new(network, raw, origin)
    }

    fn new(network: &Network, raw: Vec<Vec<i32>>, origin: Vec<usize>) -> Self {
        let x = raw.iter().flat_map(|raw| normalized(&network.inputs, raw)).collect();
        Self { raw: Arc::new(raw), x, origin }
    }

    /// Adds inputs that are evenly spaced over the range of a single scalar input: a function can be learnt there too.
    #[must_use]
    pub(crate) fn with_grid(self, network: &Network, points: i64) -> Self {
        let [input] = &network.inputs[..] else {
            return self;
        };
        if input.length.is_some() {
            return self;
        }
        let at = |step: i64| vec![(input.min + (input.max - input.min) * step / (points - 1)) as i32];
        let mut raw = Vec::clone(&self.raw);
        raw.extend((0..points).map(at));
        let mut origin = self.origin;
        origin.resize(raw.len(), 0);
        Self::new(network, raw, origin)
    }

    pub(crate) fn rows(&self) -> usize {
        self.origin.len()
    }

    /// A weight of 1 for each row of the task, of `copy` for the copies made from it.
    pub(crate) fn weights(&self, copy: f64) -> Vec<f64> {
        let first = |at: usize| at == 0 || self.origin[at] != self.origin[at - 1];
        (0..self.rows()).map(|at| if first(at) { 1.0 } else { copy }).collect()
    }

    /// With a target for each row, given its row here.
    pub(crate) fn samples(&self, target: impl Fn(usize) -> Vec<f64>) -> Arc<Samples> {
        let targets = (0..self.rows()).flat_map(target).collect();
        Arc::new(Samples { x: self.x.clone(), targets, rows: self.rows() })
    }
}

/// Copies of an image, moved by one pixel to the sides and corners. What comes in from outside is 0, or nearest to it.
fn shifted(raw: &[i32], task: &Task, network: &Network) -> Vec<Vec<i32>> {
    let Some((width, height)) = task.description.image.filter(|(width, height)| width * height == raw.len())
    else {
        return Vec::new();
    };
    let input = &network.inputs[0];
    let outside = 0.clamp(input.min, input.max) as i32;
    let moves = (-1..=1_isize).flat_map(|down| (-1..=1_isize).map(move |right| (down, right)));
    let copy = |(down, right): (isize, isize)| {
        let pixel = |at: usize| {
            let row = (at / width).checked_add_signed(-down).filter(|row| *row < height);
            let column = (at % width).checked_add_signed(-right).filter(|column| *column < width);
            row.zip(column).map_or(outside, |(row, column)| raw[row * width + column])
        };
        (0..raw.len()).map(pixel).collect()
    };
    moves.filter(|step| *step != (0, 0)).map(copy).collect()
}

/// How the outputs of a task are taught: the loss, and mean and deviation of each value.
#[derive(Debug, Clone)]
pub(crate) struct Aim {
    pub(crate) loss: Loss,
    /// Of values only.
    pub(crate) units: Vec<(f64, f64)>,
}

impl Aim {
    pub(crate) fn of(task: &Task) -> Self {
        match &task.dataset.targets {
            Targets::Classes { .. } => {
                Self { loss: Loss::CrossEntropy { temperature: 1.0 }, units: Vec::new() }
            }
            Targets::Values { outputs, y } => {
                let unit = |column: usize| {
                    let values: Vec<f64> = y.iter().skip(column).step_by(*outputs).copied().collect();
                    let count = values.len().max(1) as f64;
                    let mean = values.iter().sum::<f64>() / count;
                    let variance = values.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / count;
                    (mean, if variance > 0.0 { variance.sqrt() } else { 1.0 })
                };
                Self { loss: Loss::Squared, units: (0..*outputs).map(unit).collect() }
            }
        }
    }

    /// The target of a row of the task: probabilities, or values in their units.
    pub(crate) fn target(&self, task: &Task, row: usize, smoothing: f64) -> Vec<f64> {
        match &task.dataset.targets {
            Targets::Classes { labels, class } => one_hot(class[row], labels.len(), smoothing),
            Targets::Values { outputs, y } => self.in_units(&y[row * outputs..(row + 1) * outputs]),
        }
    }

    /// What a network says of raw inputs, as a target: its probabilities, or its values in their units, within bounds.
    pub(crate) fn opinion(&self, network: &Network, raw: &[i32]) -> Vec<f64> {
        let y = network.evaluate(raw);
        match &network.outputs {
            Outputs::Values(outputs) => {
                self.in_units(&outputs.iter().zip(y).map(|(output, y)| output.bounded(y)).collect::<Vec<_>>())
            }
            Outputs::Classes { .. } if gives_probabilities(network) => y,
            Outputs::Classes { .. } => softmax(&y, 1.0),
        }
    }

    fn in_units(&self, y: &[f64]) -> Vec<f64> {
        y.iter().zip(&self.units).map(|(y, (mean, deviation))| (y - mean) / deviation).collect()
    }
}

pub(crate) fn gives_probabilities(network: &Network) -> bool {
    use tinyml_compiler::network::Activation;
    network.layers.last().is_some_and(|layer| layer.activation == Activation::Softmax)
}

#[cfg(test)]
mod tests;
