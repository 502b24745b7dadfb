//! A quick look at a candidate: a few inputs tell of most that they miss a promise, long before all inputs are run.

use crate::network::Network;
use crate::points::Points;
use crate::program::Program;
use crate::quantize::outputs;

/// How many inputs are looked at.
const INPUTS: u64 = 97;

/// Multiplications that a look may take.
const MACS: u64 = 100_000;

/// Some inputs, and the float outputs for them.
#[derive(Debug)]
pub(crate) struct Screen<'a> {
    network: &'a Network,
    points: Vec<Vec<i32>>,
    floats: Vec<Vec<f64>>,
}

impl<'a> Screen<'a> {
    /// Inputs of the declared ranges, and others that are known to matter.
    pub(crate) fn new(network: &'a Network, others: &[Vec<i32>]) -> Self {
        let macs: u64 = network.layers.iter().map(|layer| layer.weights.len() as u64).sum();
        let mut points = others.to_vec();
        points.extend(Points::sparse(network, (MACS / macs.max(1)).clamp(2, INPUTS)));
        let floats = points.iter().map(|point| network.evaluate(point)).collect();
        Self { network, points, floats }
    }

    /// The greatest deviation that was seen: no network is better than that, though it may be worse.
    pub(crate) fn error(&self, program: &Program) -> f64 {
        let outputs = outputs(self.network);
        let mut greatest = 0.0_f64;
        for (point, floats) in self.points.iter().zip(&self.floats) {
            for ((raw, float), output) in program.run(point).into_iter().zip(floats).zip(&outputs) {
                let (real, float) = (f64::from(raw) * output.scale, output.bounded(*float));
                // Both may be infinite, where a scale is absurd; their difference would be no number.
                greatest = greatest.max(if real == float { 0.0 } else { (real - float).abs() });
            }
        }
        greatest
    }
}
