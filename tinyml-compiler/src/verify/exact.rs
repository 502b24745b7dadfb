//! Small boxes of inputs, of which every one is run.

use super::certificate::Worst;
use super::pair::Outcome;
use super::run::distance;
use crate::batch::{FloatRun, IntegerRun};
use crate::network::{Network, Output};
use crate::points::Points;
use crate::quant_network::QuantNetwork;
use crate::quantize::outputs;
use tinyml_core::input::Domain;

/// Both networks, and the worst input that they have met.
#[derive(Debug)]
pub(super) struct Exact<'a> {
    domains: &'a [Domain],
    outputs: Vec<&'a Output>,
    floats: FloatRun,
    integers: IntegerRun<'a>,
    worst: Option<Worst>,
}

impl<'a> Exact<'a> {
    pub(super) fn new(network: &'a Network, layers: &'a QuantNetwork) -> Self {
        let (floats, integers) = (FloatRun::new(network), IntegerRun::new(layers));
        Self { domains: &layers.domains, outputs: outputs(network), floats, integers, worst: None }
    }

    /// The declared range of every input.
    pub(super) fn inputs(&self) -> Vec<(i32, i32)> {
        self.domains.iter().map(|domain| (domain.min, domain.max)).collect()
    }

    /// A box of raw inputs as it enters the first layer.
    pub(super) fn entering(&self, inputs: &[(i32, i32)]) -> Vec<(f64, f64)> {
        let enter = |(ends, domain): (&(i32, i32), &Domain)| {
            (f64::from(domain.enter(ends.0)), f64::from(domain.enter(ends.1)))
        };
        inputs.iter().zip(self.domains).map(enter).collect()
    }

    /// Runs every input of a box of raw inputs.
    pub(super) fn over(&mut self, inputs: &[(i32, i32)]) -> Outcome {
        let width = self.outputs.len();
        let mut outcome = Outcome {
            deviations: vec![0.0; width],
            outputs: vec![(f64::INFINITY, f64::NEG_INFINITY); width],
            blame: vec![0.0; inputs.len()],
        };
        Points::within(inputs.to_vec()).for_each(|raw| self.add(raw, &mut outcome));
        outcome
    }

    fn add(&mut self, input: &[i32], outcome: &mut Outcome) {
        let (floats, integers) = (self.floats.evaluate(input), self.integers.run(input));
        for (at, output) in self.outputs.iter().enumerate() {
            let (float, raw) = (output.bounded(floats[at]), integers[at]);
            let integer = f64::from(raw) * output.scale;
            let error = distance(integer, float);
            let seen = &mut outcome.outputs[at];
            *seen = (seen.0.min(integer), seen.1.max(integer));
            outcome.deviations[at] = outcome.deviations[at].max(error);
            if self.worst.as_ref().is_none_or(|worst| error > worst.error) {
                self.worst = Some(Worst { input: input.to_vec(), output: at, raw, integer, float, error });
            }
        }
    }

    /// The input with the greatest deviation of all that were run.
    pub(super) fn worst(&self) -> Option<Worst> {
        self.worst.clone()
    }
}
