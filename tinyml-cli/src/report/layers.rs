//! What each layer costs in accuracy, and what its integers look like.
//!
//! Two questions are asked of a layer. *Alone*: what enters it is exact, its weights, biases and rescaling are integers, and
//! the float network goes on from there. *Up to here*: the integer network runs to its end, and the float network goes on.

use super::data::{Clamped, Deviation, Layer, Multiplier, Rescaling, Span, Sums};
use crate::intermediate::outputs;
use tinyml_compiler::network::{Activation, Network, Output};
use tinyml_compiler::ops::{Op, Operator};
use tinyml_compiler::points::Points;
use tinyml_compiler::quant_network::{QuantLayer, QuantNetwork, Rows};
use tinyml_compiler::range::Reach;
use tinyml_compiler::simplify::Simplified;
use tinyml_compiler::trim::Trimmed;
use tinyml_core::Scale;

/// Multiplications that the comparison of the layers may take.
const BUDGET: u64 = 200_000_000;

/// The networks that are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Networks<'a> {
    /// What the file says.
    pub network: &'a Network,
    /// The same, folded.
    pub simplified: &'a Simplified,
    /// The same as integers, unit for unit.
    pub quantized: &'a QuantNetwork,
    /// The same without the units that integers make superfluous: what the chip gets.
    pub trimmed: &'a Trimmed,
}

/// Every layer; `bytes` gives what one takes on the cores of the report.
pub(crate) fn layers(networks: Networks<'_>, bytes: impl Fn(usize) -> Vec<usize>) -> Vec<Layer> {
    let sums = sums(networks);
    let tallies = tallies(networks);
    let layers = networks.quantized.layers.iter().zip(sums).zip(tallies).enumerate();
    layers.map(|(at, ((layer, sums), tally))| one(networks, at, layer, sums, &tally, bytes(at))).collect()
}

fn one(
    Networks { network, simplified, trimmed, .. }: Networks<'_>,
    at: usize,
    layer: &QuantLayer,
    sums: Sums,
    tally: &Tally,
    bytes: Vec<usize>,
) -> Layer {
    let removed = simplified.removed.iter().chain(&trimmed.removed).filter(|(name, _)| *name == layer.name);
    let on_chip = &trimmed.network.layers[at];
    Layer {
        name: layer.name.clone(),
        inputs: on_chip.inputs,
        outputs: on_chip.outputs,
        macs: on_chip.weights.len(),
        bytes,
        storage: layer.storage.name().to_owned(),
        activation: activation(network.layers[at].activation),
        operator: layer.op.name(),
        removed: removed.map(|(_, units)| units).sum(),
        sums,
        step: span(layer.steps.iter().copied()),
        out_step: span(layer.out_steps.iter().copied()),
        rescaling: rescaling(&layer.op),
        clamped: Clamped { points: tally.points, inputs: tally.clamped },
        alone: tally.alone.deviation(),
        up_to_here: tally.up_to_here.deviation(),
    }
}

/// The name in the model file.
fn activation(activation: Activation) -> String {
    match activation {
        Activation::None => "none".to_owned(),
        Activation::Relu => "relu".to_owned(),
        Activation::Clamp { min, max } if (min, max) == (0.0, 6.0) => "relu6".to_owned(),
        Activation::Clamp { min, max } => format!("clamp {min}..{max}"),
        Activation::LeakyRelu { slope } => format!("leaky_relu {slope}"),
        Activation::Tanh => "tanh".to_owned(),
        Activation::Sigmoid => "sigmoid".to_owned(),
        Activation::Softmax => "softmax".to_owned(),
        Activation::Argmax => "argmax".to_owned(),
    }
}

fn span(values: impl Iterator<Item = f64>) -> Span {
    let (min, max) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if min <= max { Span { min, max } } else { Span { min: 0.0, max: 0.0 } }
}

fn rescaling(op: &Op) -> Rescaling {
    let multiplier =
        |scale: &Scale| Multiplier { multiplier: scale.multiplier, pre: scale.pre, post: scale.post };
    let none = Rescaling { shift: None, rows: Vec::new(), table: None };
    match op {
        Op::Shift(shift) => {
            use tinyml_core::Epilogue::{LeakyRelu, Linear, Relu};
            let (Linear { shift } | Relu { shift } | LeakyRelu { shift, .. }) = shift.epilogue;
            Rescaling { shift: Some(shift), ..none }
        }
        Op::Rescale(rescale) => {
            Rescaling { rows: rescale.rows.iter().map(|row| multiplier(&row.scale)).collect(), ..none }
        }
        Op::Table(table) => {
            let rows = table.scales.iter().map(multiplier).collect();
            Rescaling { rows, table: Some(table.entries.len()), ..none }
        }
        Op::Softmax(softmax) => Rescaling { rows: softmax.scales.iter().map(multiplier).collect(), ..none },
    }
}

/// The range of every layer's sums, as the compiler proves it.
fn sums(Networks { network, simplified, quantized, .. }: Networks<'_>) -> Vec<Sums> {
    let mut reach = Reach::of(&simplified.domains, &Points::of(network, 0));
    let reached = matches!(reach, Reach::Points { .. });
    let mut all = Vec::new();
    for layer in &quantized.layers {
        let rows = Rows {
            inputs: layer.inputs,
            storage: layer.storage,
            weights: layer.weights.clone(),
            bias: layer.bias.clone(),
            steps: layer.steps.clone(),
        };
        let sums = reach.sums(&rows);
        let least = sums.iter().map(|sum| sum.0).min().unwrap_or(0);
        let greatest = sums.iter().map(|sum| sum.1).max().unwrap_or(0);
        let ends =
            sums.iter().zip(&layer.steps).flat_map(|(sum, step)| [sum.0 as f64 * step, sum.1 as f64 * step]);
        all.push(Sums { min: least, max: greatest, real: span(ends), reached });
        reach = reach.advance(layer, &sums);
    }
    all
}

/// What a layer does to the output, summed over inputs.
#[derive(Debug, Clone, Default)]
struct Tally {
    points: u64,
    clamped: u64,
    alone: Squares,
    up_to_here: Squares,
}

#[derive(Debug, Clone, Copy, Default)]
struct Squares {
    worst: f64,
    sum: f64,
    count: u64,
}

impl Squares {
    fn add(&mut self, found: &[f64], exact: &[f64]) {
        for (found, exact) in found.iter().zip(exact) {
            let error = (found - exact).abs();
            // An absurd scale may make both infinite; their difference is no number then.
            let error = if error.is_finite() { error } else { 0.0 };
            self.worst = self.worst.max(error);
            self.sum += error * error;
            self.count += 1;
        }
    }

    fn deviation(&self) -> Deviation {
        Deviation { worst: self.worst, rms: (self.sum / self.count.max(1) as f64).sqrt() }
    }
}

fn tallies(networks: Networks<'_>) -> Vec<Tally> {
    let Networks { network, simplified, quantized, .. } = networks;
    let outputs = outputs(network);
    let macs: u64 = simplified.layers.iter().map(|layer| layer.weights.len() as u64).sum();
    let each = macs.max(1) * (simplified.layers.len() as u64 + 2);
    let points = Points::sparse(network, (BUDGET / each).clamp(2, 1 << 16));
    let mut tallies = vec![Tally::default(); quantized.layers.len()];
    for raw in &points {
        compare(networks, raw, &outputs, &mut tallies);
    }
    tallies
}

/// Adds one input to the tallies of all layers.
fn compare(
    Networks { simplified, quantized, .. }: Networks<'_>,
    raw: &[i32],
    outputs: &[&Output],
    tallies: &mut [Tally],
) {
    let entered = quantized.enter(raw);
    let mut float: Vec<f64> = entered.iter().map(|value| f64::from(*value)).collect();
    let exact = bounded(rest(simplified, 0, float.clone()), outputs);
    let mut integer = entered;
    let mut in_steps = vec![1.0; integer.len()];
    for (at, layer) in quantized.layers.iter().enumerate() {
        let tally = &mut tallies[at];
        let alone = rest(simplified, at + 1, alone(layer, &float, &in_steps));
        tally.alone.add(&bounded(alone, outputs), &exact);
        tally.clamped += u64::from(clamps(&layer.op, &layer.sums(&integer)));
        integer = layer.run(&integer);
        let up_to_here = rest(simplified, at + 1, real(&integer, &layer.out_steps));
        tally.up_to_here.add(&bounded(up_to_here, outputs), &exact);
        tally.points += 1;
        float = simplified.layers[at].evaluate(&float);
        in_steps.clone_from(&layer.out_steps);
    }
}

/// The layer's real results for exact real inputs: everything of the layer is rounded, and nothing of what enters.
fn alone(layer: &QuantLayer, x: &[f64], in_steps: &[f64]) -> Vec<f64> {
    let units: Vec<f64> = x.iter().zip(in_steps).map(|(value, step)| value / step).collect();
    let row = |(weights, bias): (&[i16], &i32)| {
        let products: f64 = weights.iter().zip(&units).map(|(weight, unit)| f64::from(*weight) * unit).sum();
        (f64::from(*bias) + products).round() as i32
    };
    let mut sums: Vec<i32> = layer.weights.chunks(layer.inputs.max(1)).zip(&layer.bias).map(row).collect();
    layer.op.apply(&mut sums);
    real(&sums, &layer.out_steps)
}

fn real(raw: &[i32], steps: &[f64]) -> Vec<f64> {
    raw.iter().zip(steps).map(|(raw, step)| f64::from(*raw) * step).collect()
}

fn rest(simplified: &Simplified, from: usize, x: Vec<f64>) -> Vec<f64> {
    simplified.layers[from..].iter().fold(x, |x, layer| layer.evaluate(&x))
}

fn bounded(values: Vec<f64>, outputs: &[&Output]) -> Vec<f64> {
    values.into_iter().zip(outputs).map(|(value, output)| output.bounded(value)).collect()
}

/// Whether some sum is cut off at a bound.
fn clamps(op: &Op, sums: &[i32]) -> bool {
    match op {
        // The compiler has proved that nothing is cut off by a shift, and a probability can't leave its range.
        Op::Shift(_) | Op::Softmax(_) => false,
        Op::Rescale(rescale) => sums.iter().zip(&rescale.rows).any(|(sum, row)| {
            let result = row.scale.apply(*sum);
            result < row.min || result > row.max
        }),
        Op::Table(table) => {
            let last = ((table.entries.len() - 1) as i64) << table.fraction;
            sums.iter().zip(&table.scales).any(|(sum, scale)| {
                let position = ((i64::from(*sum) >> scale.pre) * i64::from(scale.multiplier)) >> scale.post;
                position < 0 || position > last
            })
        }
    }
}
