//! The float network and the integer network side by side, as affine forms over one box of inputs.
//!
//! Not two ranges are carried from layer to layer but the float sums and the *difference* of the integer ones, over the
//! same symbols: `x` and `d` become `W x + b` and `(V - W) x + V d + (c - b)`, with `V` and `c` the integers' real values. What
//! operators add comes from `bound.rs`. Everything holds for the float network as `reference.rs` computes it, rounding included.

use super::affine::{Forms, Map, noisy};
use super::bound::{magnitudes, operator, probability};
use super::slope::{ROUNDING, Sums, difference, line};
use crate::network::{Activation, Network};
use crate::ops::Op;
use crate::ops::softmax::Softmax;
use crate::quant_network::{QuantLayer, QuantNetwork};
use crate::simplify::Simplified;

/// Two networks, prepared for many boxes.
#[derive(Debug)]
pub(super) struct Pair {
    layers: Vec<Layer>,
    /// What rounding in the first layer is in proportion to, for each input: its normalisation may cancel.
    magnitudes: Vec<f64>,
    inputs: usize,
}

/// A layer of both networks.
#[derive(Debug)]
struct Layer {
    activation: Activation,
    float: Rows,
    /// The integer network's weights and biases, in real units.
    integer: Vec<f64>,
    /// Integer less float.
    difference: Rows,
    /// Magnitudes of both weights together, and of both biases.
    greatest: Rows,
    /// How far the operator of each row can be from the activation.
    operator: Vec<f64>,
    /// The real range of each row's integer sum, as the proof against overflow has it.
    sums: Vec<(f64, f64)>,
    /// How far each probability can be from a softmax of exact scores that are this much off by themselves.
    softmax: Option<(Vec<f64>, f64)>,
}

#[derive(Debug)]
struct Rows {
    weights: Vec<f64>,
    bias: Vec<f64>,
}

/// What holds for every input of a box.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// The greatest deviation of each output, in its unit.
    pub deviations: Vec<f64>,
    /// The real range of each integer output.
    pub outputs: Vec<(f64, f64)>,
    /// How much noise comes from the width of each input.
    pub blame: Vec<f64>,
}

impl Pair {
    /// Prepares both networks; `sums` are the ranges of the integer sums of each layer.
    pub(super) fn new(
        network: &Network,
        simplified: &Simplified,
        quantized: &QuantNetwork,
        sums: &[Vec<(i64, i64)>],
    ) -> Self {
        let mut steps = vec![1.0; simplified.domains.len()];
        let mut layers = Vec::new();
        for ((float, layer), sums) in simplified.layers.iter().zip(&quantized.layers).zip(sums) {
            let real = |(at, integer): (usize, &i16)| {
                f64::from(*integer) * layer.steps[at / layer.inputs] / steps[at % layer.inputs]
            };
            let integer: Vec<f64> = layer.weights.iter().enumerate().map(real).collect();
            let unit = |row: usize| layer.steps[row];
            let offset = |row: usize| f64::from(layer.offsets[row]);
            let bias: Vec<f64> = (0..layer.outputs)
                .map(|row| (f64::from(layer.bias[row]) - offset(row)) * unit(row))
                .collect();
            let less = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect();
            let both = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a.abs() + b.abs()).collect();
            let end = |sum: i64, row: usize| (sum as f64 - offset(row)) * unit(row);
            let wide = |row: usize| ROUNDING * end(sums[row].0, row).abs().max(end(sums[row].1, row).abs());
            layers.push(Layer {
                activation: float.activation,
                float: Rows { weights: float.weights.clone(), bias: float.bias.clone() },
                difference: Rows { weights: less(&integer, &float.weights), bias: less(&bias, &float.bias) },
                greatest: Rows { weights: both(&integer, &float.weights), bias: both(&bias, &float.bias) },
                integer,
                operator: (0..layer.outputs)
                    .map(|row| operator(float.activation, layer, row, sums[row]))
                    .collect(),
                sums: (0..layer.outputs)
                    .map(|row| (end(sums[row].0, row) - wide(row), end(sums[row].1, row) + wide(row)))
                    .collect(),
                softmax: softmax(layer).map(|softmax| probability(layer, softmax, sums)),
            });
            steps.clone_from(&layer.out_steps);
        }
        Self {
            layers,
            magnitudes: magnitudes(network, &simplified.domains),
            inputs: simplified.domains.len(),
        }
    }

    /// Multiplications for one box, roughly.
    pub(super) fn macs(&self) -> u64 {
        let mut symbols = self.inputs as u64;
        let mut macs = 0_u64;
        for (at, layer) in self.layers.iter().enumerate() {
            let (weights, rows) = (layer.integer.len() as u64, layer.operator.len() as u64);
            let passes = if at == 0 { 4 } else { symbols.saturating_mul(3) };
            macs = macs.saturating_add(weights.saturating_mul(passes)).saturating_add(8 * rows * symbols);
            symbols += 2 * rows;
        }
        macs
    }

    /// Multiplications of one network for one input.
    pub(super) fn weights(&self) -> u64 {
        self.layers.iter().map(|layer| layer.integer.len() as u64).sum()
    }

    /// Both networks over a box of inputs, as they enter the first layer; `None` where numbers are beyond `f64`.
    pub(super) fn over(&self, inputs: &[(f64, f64)]) -> Option<Outcome> {
        let (first, others) = self.layers.split_first()?;
        let mut blame = vec![0.0; self.inputs];
        let mut float = Forms::of_inputs(&first.float.weights, &first.float.bias, inputs);
        let mut apart = Forms::of_inputs(&first.difference.weights, &first.difference.bias, inputs);
        let slack = first.slack(&self.magnitudes, float.symbols);
        float.close(&slack);
        apart.close(&slack);
        if !(float.is_finite() && apart.is_finite()) {
            return None;
        }
        let mut layer = first;
        for next in others {
            let (maps, differences) = layer.maps(&float, &apart);
            layer.assign(&maps, &differences, &float, next, &mut blame);
            let symbols = float.symbols + noisy(&maps) + noisy(&differences);
            let x = float.mapped(&maps, float.symbols, symbols);
            let d = apart.mapped(&differences, float.symbols + noisy(&maps), symbols);
            let magnitudes: Vec<f64> =
                x.magnitudes().iter().zip(d.magnitudes()).map(|(x, d)| x + d).collect();
            float = Forms::product(&next.float.weights, &next.float.bias, &x);
            apart = Forms::product(&next.difference.weights, &next.difference.bias, &x);
            apart.add_product(&next.integer, &d);
            let slack = next.slack(&magnitudes, symbols);
            float.close(&slack);
            apart.close(&slack);
            if !(float.is_finite() && apart.is_finite()) {
                return None;
            }
            layer = next;
        }
        let outcome = layer.outcome(&float, &apart, blame);
        let finite = |outcome: &Outcome| {
            let ends = outcome.outputs.iter().all(|(low, high)| low.is_finite() && high.is_finite());
            ends && outcome.deviations.iter().chain(&outcome.blame).all(|value| value.is_finite())
        };
        Some(outcome).filter(finite)
    }
}

impl Layer {
    /// Room for every rounding behind these magnitudes: that of the float network's sums, and that of the forms.
    fn slack(&self, magnitudes: &[f64], symbols: usize) -> Vec<f64> {
        let (inputs, rows) = (magnitudes.len(), self.operator.len());
        let unit = (inputs + symbols + 16) as f64 * f64::EPSILON;
        let mut slack = Vec::with_capacity(rows);
        let mut at = 0;
        for row in 0..rows {
            let mut greatest = self.greatest.bias[row];
            let mut column = 0;
            while column < inputs {
                greatest += self.greatest.weights[at] * magnitudes[column];
                at += 1;
                column += 1;
            }
            slack.push(greatest * unit);
        }
        slack
    }

    /// Both sums of a row, and their difference.
    fn sums(&self, row: usize, float: &Forms, apart: &Forms) -> Sums {
        let (float, difference) = (float.ranges[row], apart.ranges[row]);
        let low = (float.0 + difference.0).max(self.sums[row].0);
        let high = (float.1 + difference.1).min(self.sums[row].1);
        Sums { float, integer: (low.min(high), low.max(high)), difference }
    }

    /// What the activation makes of the float sums, and of the differences.
    fn maps(&self, float: &Forms, apart: &Forms) -> (Vec<Map>, Vec<Map>) {
        let rows = 0..self.operator.len();
        // The map's own product is rounded in proportion to the form's center, which can be far outside of its range.
        let rounded = |mut map: Map, center: f64| {
            if map.slope != 0.0 && map.slope != 1.0 {
                map.noise += ROUNDING * center.abs();
            }
            map
        };
        let maps =
            rows.clone().map(|row| rounded(line(self.activation, float.ranges[row]), float.centers[row]));
        let difference =
            |row: usize| difference(self.activation, &self.sums(row, float, apart), self.operator[row]);
        let differences = rows.map(|row| rounded(difference(row), apart.centers[row]));
        (maps.collect(), differences.collect())
    }

    /// Lays the noise of the units, which smaller boxes would lessen, upon the inputs that make their sums wide.
    fn assign(&self, maps: &[Map], differences: &[Map], float: &Forms, next: &Self, blame: &mut [f64]) {
        let width = maps.len();
        for row in 0..width {
            let (mut at, mut heaviest, mut apart) = (row, 0.0_f64, 0.0_f64);
            while at < next.integer.len() {
                heaviest = heaviest.max(next.integer[at].abs());
                apart = apart.max(next.difference.weights[at].abs());
                at += width;
            }
            let noise = heaviest * (differences[row].noise - self.operator[row]) + apart * maps[row].noise;
            let reach = float.reach(row);
            let share = if reach > 0.0 { noise / reach } else { 0.0 };
            let mut input = 0;
            while input < blame.len() {
                blame[input] += share * float.coefficients[row * float.symbols + input].abs();
                input += 1;
            }
        }
    }

    /// The end of the last layer.
    fn outcome(&self, float: &Forms, apart: &Forms, mut blame: Vec<f64>) -> Outcome {
        let rows = 0..self.operator.len();
        let (deviations, outputs): (Vec<f64>, Vec<(f64, f64)>) = match &self.softmax {
            Some((own, kernel)) => rows.map(|row| probability_of(row, apart, own, *kernel)).unzip(),
            None => rows.map(|row| self.output(row, float, apart)).unzip(),
        };
        let worst =
            (0..deviations.len()).max_by(|a, b| deviations[*a].total_cmp(&deviations[*b])).unwrap_or(0);
        for (input, blame) in blame.iter_mut().enumerate() {
            *blame += apart.coefficients[worst * apart.symbols + input].abs();
        }
        Outcome { deviations, outputs, blame }
    }

    /// The deviation of an output, and the range of the integer one.
    fn output(&self, row: usize, float: &Forms, apart: &Forms) -> (f64, (f64, f64)) {
        let (sums, own) = (self.sums(row, float, apart), self.operator[row]);
        let (low, high) = difference(self.activation, &sums, own).range;
        let ends = (self.activation.scalar(sums.integer.0), self.activation.scalar(sums.integer.1));
        let own = own + ROUNDING * (ends.0.abs() + ends.1.abs());
        (low.abs().max(high.abs()), (ends.0 - own, ends.1 + own))
    }
}

/// A probability is a logistic function of how far its score is ahead of the others: where each of these differences moves by
/// at most `D`, it moves by at most `tanh(D / 4)`.
fn probability_of(row: usize, apart: &Forms, own: &[f64], kernel: f64) -> (f64, (f64, f64)) {
    let mut worst: f64 = 0.0;
    for other in (0..own.len()).filter(|other| *other != row) {
        let (a, b) = (apart.ranges[row], apart.ranges[other]);
        let apart = apart.distance(row, other).min((b.1 - a.0).max(a.1 - b.0));
        worst = worst.max(apart + own[row] + own[other]);
    }
    let deviation = libm::tanh(0.25 * worst) * (1.0 + ROUNDING) + kernel;
    (deviation, (-kernel, 1.0 + kernel))
}

fn softmax(layer: &QuantLayer) -> Option<&Softmax> {
    match &layer.op {
        Op::Softmax(softmax) => Some(softmax),
        Op::Shift(_) | Op::Rescale(_) | Op::Table(_) => None,
    }
}
