//! The integer network against the float network: over every declared input where that can be, else by a sample and a
//! sound bound, each called what it is.
//!
//! The integer side is run by the kernels of tinyml-core, as on the chip. An output that the model file bounds is
//! compared with the float output within the same bounds.

mod attribute;
mod bound;
mod certificate;

pub(crate) use attribute::culprit;
pub use certificate::{Certificate, Change, Range, Step, Trend, Worst};

use crate::network::{Network, Output, Outputs};
use crate::points::Points;
use crate::program::Program;
use crate::quantize::outputs;
use crate::reference::argmax;
use crate::simplify::Simplified;

/// Multiplications that a sample may take in both networks together.
const SAMPLE_MACS: u64 = 4_000_000;

/// Runs every input, or a sample. The program still has every unit of the simplified network.
pub fn certify(network: &Network, simplified: &Simplified, program: &Program) -> Certificate {
    let macs: u64 = network.layers.iter().map(|layer| layer.weights.len() as u64).sum();
    let points = Points::of(network, (SAMPLE_MACS / macs.max(1)).clamp(2, 4096));
    let outputs = outputs(network);
    let mut tally = Tally::new(network);
    points.for_each(|raw| tally.add(raw, &network.evaluate(raw), &program.run(raw), &outputs));
    let bound = match program {
        Program::Layers(quantized) if !points.exhaustive() => {
            let deviations = bound::deviations(simplified, quantized);
            let within =
                deviations.iter().zip(&outputs).map(|(deviation, output)| deviation.min(width(output)));
            within.fold(0.0, f64::max)
        }
        Program::Layers(_) | Program::Piecewise(_) => tally.worst.error,
    };
    tally.certificate(&points, bound, &outputs)
}

struct Tally {
    worst: Worst,
    sum: f64,
    squares: f64,
    values: u64,
    agreement: Option<u64>,
    seen: Vec<(i32, i32)>,
    trends: usize,
}

impl Tally {
    fn new(network: &Network) -> Self {
        let none = Worst { input: Vec::new(), output: 0, raw: 0, integer: 0.0, float: 0.0, error: -1.0 };
        let agreement = matches!(network.outputs, Outputs::Classes { .. }).then_some(0);
        Self {
            worst: none,
            sum: 0.0,
            squares: 0.0,
            values: 0,
            agreement,
            seen: vec![(i32::MAX, i32::MIN); outputs(network).len()],
            trends: network.width(),
        }
    }

    fn add(&mut self, input: &[i32], floats: &[f64], integers: &[i32], outputs: &[&Output]) {
        let mut output = 0;
        while output < outputs.len() {
            let (float, integer) = (outputs[output].bounded(floats[output]), integers[output]);
            let real = f64::from(integer) * outputs[output].scale;
            // Both may be infinite, where a scale is absurd; their difference would be no number.
            let error = if real == float { 0.0 } else { (real - float).abs() };
            self.sum += error;
            self.squares += error * error;
            self.values += 1;
            let seen = &mut self.seen[output];
            *seen = (seen.0.min(integer), seen.1.max(integer));
            if error > self.worst.error {
                let input = input.to_vec();
                self.worst = Worst { input, output, raw: integer, integer: real, float, error };
            }
            output += 1;
        }
        if let Some(agreement) = &mut self.agreement {
            *agreement += u64::from(argmax(floats) == tinyml_core::argmax::argmax(integers));
        }
    }

    fn certificate(self, points: &Points, bound: f64, outputs: &[&Output]) -> Certificate {
        let count = self.values.max(1) as f64;
        let range = |(seen, output): (&(i32, i32), &&Output)| {
            let declared = (output.min as i32, output.max as i32);
            Range { proved: if points.exhaustive() { *seen } else { declared }, seen: *seen }
        };
        let ranges = self.seen.iter().zip(outputs).map(range).collect();
        let trends = vec![vec![Trend::UNKNOWN; self.trends]; outputs.len()];
        Certificate {
            exhaustive: points.exhaustive(),
            points: points.count(),
            bound: bound.max(self.worst.error),
            worst: self.worst,
            mean: self.sum / count,
            rms: (self.squares / count).sqrt(),
            agreement: self.agreement,
            ranges,
            trends,
        }
    }
}

/// How far two values within the declared range can be apart.
fn width(output: &Output) -> f64 {
    (output.max as f64 - output.min as f64) * output.scale
}
