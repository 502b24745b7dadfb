//! Runs a program and the float network over inputs, and counts how far they are apart.
//!
//! Plain arithmetic gives the integers (`batch.rs`), and the kernels of tinyml-core, which the chip runs, give them once more: for
//! every input where there is time, else for evenly many. Should they ever differ, the kernels are right, and run everywhere.

use super::certificate::{Trend, Worst};
use super::trends::Watch;
use crate::batch::{FloatRun, IntegerRun};
use crate::network::{Network, Output, Outputs};
use crate::points::{Points, ranges, work};
use crate::program::Program;
use crate::quantize::outputs;
use crate::reference::argmax;

/// What a run has shown.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub worst: Worst,
    pub mean: f64,
    pub rms: f64,
    pub agreement: Option<u64>,
    pub outputs: Vec<(i32, i32)>,
    /// Known where every input was run.
    pub trends: Option<Vec<Vec<Trend>>>,
}

/// Runs the inputs; the kernels of layers for about so many multiplications.
pub(super) fn run(network: &Network, program: &Program, points: &Points, kernel_macs: u64) -> Seen {
    let Program::Layers(layers) = program else {
        return tally(network, points, |raw, out| {
            *out = program.run(raw);
            true
        })
        .0;
    };
    let macs: u64 = layers.layers.iter().map(|layer| layer.weights.len() as u64).sum();
    let every = work(points.count(), macs).div_ceil(kernel_macs.max(1)).max(1);
    let (mut plain, mut number) = (IntegerRun::new(layers), 0);
    let (seen, agree) = tally(network, points, |raw, out| {
        out.clear();
        out.extend_from_slice(plain.run(raw));
        number += 1;
        number % every != 0 || layers.run(raw) == *out
    });
    if agree {
        return seen;
    }
    tally(network, points, |raw, out| {
        *out = layers.run(raw);
        true
    })
    .0
}

/// What the outputs of `integers` show, and whether it was content with all of them.
fn tally(
    network: &Network,
    points: &Points,
    mut integers: impl FnMut(&[i32], &mut Vec<i32>) -> bool,
) -> (Seen, bool) {
    let outputs = outputs(network);
    let (mut tally, mut floats, mut content) =
        (Tally::new(network, outputs.len()), FloatRun::new(network), true);
    let watch = points.exhaustive().then(|| Watch::new(&ranges(network), outputs.len(), points.count()));
    let (mut watch, mut found) = (watch.flatten(), Vec::new());
    points.for_each(|raw| {
        content &= integers(raw, &mut found);
        tally.add(raw, floats.evaluate(raw), &found, &outputs);
        if let Some(watch) = &mut watch {
            watch.next(raw, &found);
        }
    });
    (tally.seen(watch.map(Watch::trends)), content)
}

struct Tally {
    worst: Worst,
    sum: f64,
    squares: f64,
    values: u64,
    agreement: Option<u64>,
    outputs: Vec<(i32, i32)>,
}

impl Tally {
    fn new(network: &Network, outputs: usize) -> Self {
        let worst = Worst { input: Vec::new(), output: 0, raw: 0, integer: 0.0, float: 0.0, error: -1.0 };
        let agreement = matches!(network.outputs, Outputs::Classes { .. }).then_some(0);
        let outputs = vec![(i32::MAX, i32::MIN); outputs];
        Self { worst, sum: 0.0, squares: 0.0, values: 0, agreement, outputs }
    }

    fn add(&mut self, input: &[i32], floats: &[f64], integers: &[i32], outputs: &[&Output]) {
        let mut at = 0;
        while at < outputs.len() {
            let (float, raw) = (outputs[at].bounded(floats[at]), integers[at]);
            let integer = f64::from(raw) * outputs[at].scale;
            let error = distance(integer, float);
            self.sum += error;
            self.squares += error * error;
            self.values += 1;
            let seen = &mut self.outputs[at];
            *seen = (seen.0.min(raw), seen.1.max(raw));
            if error > self.worst.error {
                self.worst = Worst { input: input.to_vec(), output: at, raw, integer, float, error };
            }
            at += 1;
        }
        if let Some(agreement) = &mut self.agreement {
            *agreement += u64::from(argmax(floats) == tinyml_core::argmax::argmax(integers));
        }
    }

    fn seen(self, trends: Option<Vec<Vec<Trend>>>) -> Seen {
        let count = self.values.max(1) as f64;
        Seen {
            worst: self.worst,
            mean: self.sum / count,
            rms: (self.squares / count).sqrt(),
            agreement: self.agreement,
            outputs: self.outputs,
            trends,
        }
    }
}

/// How far two values are apart. Both may be infinite, where a scale is absurd; their difference would be no number.
pub(super) fn distance(integer: f64, float: f64) -> f64 {
    if integer == float { 0.0 } else { (integer - float).abs() }
}
