//! The integer network in the loop: what is trained is what is deployed.
//!
//! At each step a member's weights are put into the model, rounded as for the chip and run by its kernels. The loss is that
//! of the integer outputs; its gradient is taken of the float function, at the rounded weights, and applied to the weights
//! before rounding. An output that the model's range clamps counts as clamped: where the target lies beyond it, nothing pulls.

use std::sync::Arc;

use tinyml_compiler::Options;
use tinyml_compiler::network::{Activation, IntType, Network, Output, Outputs};

use crate::engine::{Forward, Layer, Through};
use crate::integer::Integer;

/// Scores while learning, where the model gives probabilities: steps of 1/512 up to ±64.
const SCORE: f64 = 1.0 / 512.0;

/// What stands between a member of a population and its integer network.
#[derive(Debug, Clone)]
pub struct Course {
    template: Network,
    raw: Arc<Vec<Vec<i32>>>,
    units: Vec<(f64, f64)>,
}

impl Course {
    /// A member whose layers go into `template`, with the raw inputs of its samples.
    ///
    /// `units` are mean and deviation of each output: where the model gives `y`, the member gives `(y - mean) / deviation`.
    /// Empty: the same.
    pub fn new(template: &Network, raw: Arc<Vec<Vec<i32>>>, units: Vec<(f64, f64)>) -> Self {
        Self { template: template.clone(), raw, units }
    }

    /// The model with a member's parameters.
    pub fn network(&self, layers: &[Layer]) -> Network {
        let mut network = Layer::put(layers, &self.template);
        if let Some(last) = network.layers.last_mut() {
            for (row, (mean, deviation)) in self.units.iter().enumerate() {
                let columns = row * last.inputs..(row + 1) * last.inputs;
                last.weights[columns].iter_mut().for_each(|weight| *weight *= deviation);
                last.bias[row] = last.bias[row] * deviation + mean;
            }
        }
        network
    }

    /// A member's parameters from those of the model.
    pub fn member(&self, mut layers: Vec<Layer>) -> Vec<Layer> {
        if let Some(last) = layers.last_mut() {
            let width = last.weights.len() / last.bias.len().max(1);
            for (row, (mean, deviation)) in self.units.iter().enumerate() {
                last.weights[row * width..(row + 1) * width]
                    .iter_mut()
                    .for_each(|weight| *weight /= deviation);
                last.bias[row] = (last.bias[row] - mean) / deviation;
            }
        }
        layers
    }

    /// The integer network for these rows, run and taken back to what the member gives.
    fn forward(&self, layers: &[Layer], rows: &[usize], options: &Options) -> Option<Forward> {
        let network = scored(self.network(layers));
        let points: Vec<Vec<i32>> = rows.iter().map(|&row| self.raw[row].clone()).collect();
        let integer = Integer::draft(&network, options, &points).ok()?;
        let mut outputs = Vec::with_capacity(rows.len() * network.layers.last()?.outputs);
        for point in &points {
            let real = integer.outputs(point);
            if self.units.is_empty() {
                outputs.extend(real);
            } else {
                outputs.extend(
                    real.iter().zip(&self.units).map(|(y, (mean, deviation))| (y - mean) / deviation),
                );
            }
        }
        Some(Forward { outputs, layers: self.member(integer.layers()) })
    }
}

/// A model that gives probabilities, giving the scores before them instead: cross-entropy is taken of those.
fn scored(mut network: Network) -> Network {
    if let (Outputs::Classes { output, .. }, Some(last)) = (&mut network.outputs, network.layers.last_mut())
        && last.activation == Activation::Softmax
    {
        let ty = IntType::I16;
        last.activation = Activation::Argmax;
        *output = Output { ty, scale: SCORE, min: ty.min(), max: ty.max(), ..output.clone() };
    }
    network
}

/// One course for each member, and how the model will be quantised.
#[derive(Debug, Clone)]
pub struct Straight {
    /// In the order of the members.
    pub courses: Vec<Course>,
    /// What `quant` and its kin will say.
    pub options: Options,
}

impl Through for Straight {
    /// The float network stands in where the compiler refuses this step's weights.
    fn run(&self, member: usize, layers: &[Layer], rows: &[usize]) -> Option<Forward> {
        self.courses.get(member)?.forward(layers, rows, &self.options)
    }
}
