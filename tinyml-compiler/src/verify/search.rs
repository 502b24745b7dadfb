//! Looks for the input with the greatest deviation: not a proof of anything, but what a bound is measured against.
//!
//! Both networks are differentiated with respect to their inputs, the integer one as the real network that its integers stand
//! for, and raw inputs climb along the sign of the difference of the gradients; each step is judged by the kernels' own
//! arithmetic. Projected gradient ascent by signs: Madry et al., "Towards deep learning models resistant to adversarial attacks"
//! (2018). Where no step helps, single inputs move by one.

use super::certificate::Worst;
use super::run::distance;
use tinyml_core::input::Domain;

use crate::batch::{FloatRun, IntegerRun};
use crate::network::{Activation, Network, Output};
use crate::points::{SplitMix, ranges};
use crate::quant_network::QuantNetwork;
use crate::quantize::outputs;
use crate::simplify::Simplified;

/// How far the first step goes, in parts of each input's range, as a power of two.
const HALVINGS: u32 = 9;

/// The greatest deviation that so many climbs find, from seeded starts; every output is climbed both ways in turn.
pub fn search(
    network: &Network,
    simplified: &Simplified,
    quantized: &QuantNetwork,
    climbs: u64,
    seed: u64,
) -> Option<Worst> {
    let mut climber = Climber::new(network, simplified, quantized);
    let mut random = SplitMix(seed);
    for climb in 0..climbs {
        let point = climber.ranges.iter().map(|&range| random.within(range)).collect();
        let outputs = climber.outputs.len() as u64;
        let sign = if (climb / outputs).is_multiple_of(2) { 1.0 } else { -1.0 };
        climber.climb(point, (climb % outputs) as usize, sign);
    }
    climber.worst
}

struct Climber<'a> {
    ranges: Vec<(i32, i32)>,
    outputs: Vec<&'a Output>,
    floats: FloatRun,
    integers: IntegerRun<'a>,
    float: Slopes,
    integer: Slopes,
    domains: &'a [Domain],
    worst: Option<Worst>,
}

impl<'a> Climber<'a> {
    fn new(network: &'a Network, simplified: &Simplified, quantized: &'a QuantNetwork) -> Self {
        Self {
            ranges: ranges(network),
            outputs: outputs(network),
            floats: FloatRun::new(network),
            integers: IntegerRun::new(quantized),
            float: Slopes::of_floats(simplified),
            integer: Slopes::of_integers(simplified, quantized),
            domains: &quantized.domains,
            worst: None,
        }
    }

    /// How much an output deviates upwards (or downwards, for a sign of -1); every deviation is taken note of.
    fn error(&mut self, point: &[i32], output: usize, sign: f64) -> f64 {
        let (floats, integers) = (self.floats.evaluate(point), self.integers.run(point));
        for (at, port) in self.outputs.iter().enumerate() {
            let (float, raw) = (port.bounded(floats[at]), integers[at]);
            let integer = f64::from(raw) * port.scale;
            let error = distance(integer, float);
            if self.worst.as_ref().is_none_or(|worst| error > worst.error) {
                self.worst = Some(Worst { input: point.to_vec(), output: at, raw, integer, float, error });
            }
        }
        let port = self.outputs[output];
        sign * (f64::from(integers[output]) * port.scale - port.bounded(floats[output]))
    }

    fn climb(&mut self, mut point: Vec<i32>, output: usize, sign: f64) {
        let mut best = self.error(&point, output, sign);
        loop {
            let gradient = self.gradient(&point, output, sign);
            let mut steps =
                (0..HALVINGS).map(|halvings| self.along(&point, &gradient, halvings)).collect::<Vec<_>>();
            steps.extend(self.singles(&point));
            let better = steps.into_iter().find_map(|step| {
                let error = self.error(&step, output, sign);
                (error > best).then_some((step, error))
            });
            let Some(better) = better else {
                return;
            };
            (point, best) = better;
        }
    }

    /// Every input moved along the sign of its slope, by a part of its range.
    fn along(&self, point: &[i32], gradient: &[f64], halvings: u32) -> Vec<i32> {
        let moved = |((value, slope), &(low, high)): ((&i32, &f64), &(i32, i32))| {
            let step = (i64::from(high) - i64::from(low)) >> halvings;
            let step = if *slope > 0.0 { step } else { -step };
            let step = if *slope == 0.0 { 0 } else { step };
            (i64::from(*value) + step).clamp(i64::from(low), i64::from(high)) as i32
        };
        point.iter().zip(gradient).zip(&self.ranges).map(moved).collect()
    }

    /// Each input by itself, one more and one less.
    fn singles(&self, point: &[i32]) -> Vec<Vec<i32>> {
        let mut all = Vec::new();
        for (input, &(low, high)) in self.ranges.iter().enumerate() {
            for value in [point[input].saturating_add(1), point[input].saturating_sub(1)] {
                if (low..=high).contains(&value) {
                    let mut moved = point.to_vec();
                    moved[input] = value;
                    all.push(moved);
                }
            }
        }
        all
    }

    fn gradient(&self, point: &[i32], output: usize, sign: f64) -> Vec<f64> {
        let enter = |(raw, domain): (&i32, &Domain)| f64::from(domain.enter(*raw));
        let x: Vec<f64> = point.iter().zip(self.domains).map(enter).collect();
        let (integer, float) = (self.integer.gradient(&x, output), self.float.gradient(&x, output));
        integer.iter().zip(float).map(|(integer, float)| sign * (integer - float)).collect()
    }
}

/// A real network that can be differentiated.
struct Slopes {
    layers: Vec<Layer>,
}

struct Layer {
    inputs: usize,
    weights: Vec<f64>,
    bias: Vec<f64>,
    activation: Activation,
}

impl Slopes {
    fn of_floats(simplified: &Simplified) -> Self {
        let layers = simplified.layers.iter().map(|layer| Layer {
            inputs: layer.inputs,
            weights: layer.weights.clone(),
            bias: layer.bias.clone(),
            activation: layer.activation,
        });
        Self { layers: layers.collect() }
    }

    fn of_integers(simplified: &Simplified, quantized: &QuantNetwork) -> Self {
        let mut steps = vec![1.0; quantized.domains.len()];
        let mut layers = Vec::new();
        for (float, layer) in simplified.layers.iter().zip(&quantized.layers) {
            let weight = |(at, weight): (usize, &i16)| {
                f64::from(*weight) * layer.steps[at / layer.inputs] / steps[at % layer.inputs]
            };
            let bias = (0..layer.outputs)
                .map(|row| (f64::from(layer.bias[row]) - f64::from(layer.offsets[row])) * layer.steps[row]);
            layers.push(Layer {
                inputs: layer.inputs,
                weights: layer.weights.iter().enumerate().map(weight).collect(),
                bias: bias.collect(),
                activation: float.activation,
            });
            steps.clone_from(&layer.out_steps);
        }
        Self { layers }
    }

    /// The slope of an output along every input.
    fn gradient(&self, x: &[f64], output: usize) -> Vec<f64> {
        let (mut x, mut all) = (x.to_vec(), Vec::new());
        for layer in &self.layers {
            let mut sums = layer.bias.clone();
            for (sum, row) in sums.iter_mut().zip(layer.weights.chunks(layer.inputs)) {
                *sum += row.iter().zip(&x).map(|(weight, x)| weight * x).sum::<f64>();
            }
            x.clone_from(&sums);
            layer.activation.apply(&mut x);
            all.push(sums);
        }
        let mut slopes = vec![0.0; x.len()];
        slopes[output] = 1.0;
        for (layer, sums) in self.layers.iter().zip(all).rev() {
            behind(layer.activation, &sums, &mut slopes);
            let mut before = vec![0.0; layer.inputs];
            for (slope, row) in slopes.iter().zip(layer.weights.chunks(layer.inputs)) {
                before.iter_mut().zip(row).for_each(|(before, weight)| *before += slope * weight);
            }
            slopes = before;
        }
        slopes
    }
}

/// From slopes along results to slopes along sums.
fn behind(activation: Activation, sums: &[f64], slopes: &mut [f64]) {
    if activation == Activation::Softmax {
        let mut shares = sums.to_vec();
        activation.apply(&mut shares);
        let mean: f64 = shares.iter().zip(&*slopes).map(|(share, slope)| share * slope).sum();
        slopes.iter_mut().zip(shares).for_each(|(slope, share)| *slope = share * (*slope - mean));
        return;
    }
    for (slope, &sum) in slopes.iter_mut().zip(sums) {
        *slope *= super::slope::slopes(activation, (sum, sum)).1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Layer, Slopes};
    use crate::network::Activation;

    #[test]
    fn gradients_are_quotients_of_differences() {
        for activation in [Activation::Tanh, Activation::Sigmoid, Activation::LeakyRelu { slope: 0.1 }] {
            for last in [Activation::None, Activation::Softmax] {
                let weights = vec![0.3, -0.5, 0.7, 0.2, -0.4, 0.6];
                let first = Layer { inputs: 2, weights, bias: vec![0.1, -0.2, 0.3], activation };
                let weights = vec![1.0, -2.0, 0.5, 0.4, 0.9, -1.1];
                let second = Layer { inputs: 3, weights, bias: vec![0.0, 0.2], activation: last };
                let network = Slopes { layers: vec![first, second] };
                let at = |x: [f64; 2]| {
                    network.layers.iter().fold(x.to_vec(), |x, layer| {
                        let row = |(row, bias): (&[f64], &f64)| {
                            bias + row[0] * x[0]
                                + row[1] * x[1]
                                + if x.len() > 2 { row[2] * x[2] } else { 0.0 }
                        };
                        let mut z: Vec<f64> =
                            layer.weights.chunks(layer.inputs).zip(&layer.bias).map(row).collect();
                        layer.activation.apply(&mut z);
                        z
                    })
                };
                let (x, h) = ([0.8, -0.3], 1e-6);
                for output in 0..2 {
                    let slopes = network.gradient(&x, output);
                    let quotients = [
                        (at([x[0] + h, x[1]])[output] - at([x[0] - h, x[1]])[output]) / (2.0 * h),
                        (at([x[0], x[1] + h])[output] - at([x[0], x[1] - h])[output]) / (2.0 * h),
                    ];
                    for (slope, quotient) in slopes.iter().zip(quotients) {
                        assert!(
                            (slope - quotient).abs() < 1e-6,
                            "{activation:?} {last:?}: {slope} {quotient}"
                        );
                    }
                }
            }
        }
    }
}
