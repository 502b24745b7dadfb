//! A candidate as it would be deployed: quantised in full, run by the kernels over the whole declared range, and judged.
//!
//! It trains nothing. Where the range is so large that a run would take seconds, evenly spaced inputs stand for it.

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::{Activation, Network, Output, Outputs};

use super::goal::Goal;
use crate::description::Monotone;
use crate::integer::Integer;

/// Multiplications that one run over the range may take.
const MACS: usize = 1 << 26;
/// A unit that is on for a smaller part of the range is hardly of use.
const RARELY: f64 = 0.02;

/// A network, and what its deployed form does.
#[derive(Debug, Clone)]
pub(crate) struct Trial {
    /// In the form of a model file.
    pub(crate) network: Network,
    /// Weighted root mean square of the integer network from the teacher, in the output's unit.
    pub(crate) error: f64,
    /// How far the integer network is from the float network at most, in the output's unit.
    pub(crate) deviation: f64,
    /// The longest way, in raw steps, that the integer output goes in the wrong direction; 0 where none is demanded.
    pub(crate) dent: i64,
    /// How far the float network leaves the declared range, in the output's unit.
    pub(crate) beyond: f64,
    /// The same in the output's unit.
    dented: f64,
    /// Hidden units that a smaller network would not need.
    pub(crate) spare: usize,
    /// Whether every input of the range was run.
    pub(crate) exhaustive: bool,
}

/// What one output does over the range.
struct Sweep<'a> {
    output: &'a Output,
    direction: Option<Monotone>,
    extreme: Option<i64>,
    dent: i64,
    deviation: f64,
    beyond: f64,
}

impl Trial {
    /// Quantises and runs.
    ///
    /// # Errors
    ///
    /// The compiler refuses the network.
    pub(crate) fn of(goal: &Goal, network: Network, options: &Options) -> Result<Self, Report> {
        let integer = Integer::of(&network, options)?;
        let (input, outputs) = (&network.inputs[0], outputs(&network));
        let macs: usize = network.layers.iter().map(|layer| layer.weights.len()).sum();
        let size = (input.max - input.min + 1) as usize;
        let stride = (size * macs).div_ceil(MACS).max(1);
        let mut sweep = Sweep::new(&outputs[0], goal.direction.map(|(direction, _)| direction));
        for raw in (input.min..=input.max).step_by(stride) {
            let raw = raw as i32;
            sweep.add(network.evaluate(&[raw])[0], i64::from(integer.run(&[raw])[0]));
        }
        let Sweep { dent, deviation, beyond, .. } = sweep;
        let error = goal.leaving.std * goal.rms(errors(goal, &integer, &outputs[0]).into_iter());
        let spare = spare(&network);
        let dented = dent as f64 * outputs[0].scale;
        Ok(Self { error, deviation, dent, dented, beyond, spare, exhaustive: stride == 1, network })
    }

    /// What candidates are compared by, the lower the better: the error of what is deployed, and what may be promised of it.
    pub(crate) fn score(&self) -> f64 {
        self.error + self.deviation + self.dented
    }
}

/// How far the integer network is from its target at each place, normalised.
pub(crate) fn errors(goal: &Goal, integer: &Integer, output: &Output) -> Vec<f64> {
    let real = |&raw: &i32| f64::from(integer.run(&[raw])[0]) * output.scale;
    let normal = |real: f64| (real - goal.leaving.mean) / goal.leaving.std;
    goal.raw.iter().map(real).zip(&goal.target).map(|(real, target)| normal(real) - target).collect()
}

/// The outputs of a network that gives values; none for a classifier, which no curve is.
fn outputs(network: &Network) -> Vec<Output> {
    match &network.outputs {
        Outputs::Values(outputs) => outputs.clone(),
        Outputs::Classes { output, .. } => vec![output.clone()],
    }
}

impl<'a> Sweep<'a> {
    fn new(output: &'a Output, direction: Option<Monotone>) -> Self {
        Self { output, direction, extreme: None, dent: 0, deviation: 0.0, beyond: 0.0 }
    }

    /// Inputs come in rising order.
    fn add(&mut self, float: f64, integer: i64) {
        let bounded = self.output.bounded(float);
        self.beyond = self.beyond.max((float - bounded).abs());
        self.deviation = self.deviation.max((integer as f64 * self.output.scale - bounded).abs());
        let Some(direction) = self.direction else { return };
        let (extreme, back) = match (direction, self.extreme) {
            (_, None) => (integer, 0),
            (Monotone::Increasing, Some(extreme)) => (extreme.max(integer), extreme - integer),
            (Monotone::Decreasing, Some(extreme)) => (extreme.min(integer), integer - extreme),
        };
        self.extreme = Some(extreme);
        self.dent = self.dent.max(back);
    }
}

/// ReLU units that are never or hardly ever on, and all but one in a layer of those that are always on.
fn spare(network: &Network) -> usize {
    let input = &network.inputs[0];
    let looks = 512.min(input.max - input.min);
    let raws = (0..=looks).map(|look| input.min + (input.max - input.min) * look / looks.max(1));
    let mut on: Vec<Vec<usize>> = network.layers.iter().map(|layer| vec![0; layer.outputs]).collect();
    let mut count = 0;
    for raw in raws {
        let mut x = vec![input.normalized(raw)];
        for (layer, on) in network.layers.iter().zip(&mut on) {
            x = layer.evaluate(&x);
            on.iter_mut().zip(&x).for_each(|(on, value)| *on += usize::from(*value > 0.0));
        }
        count += 1;
    }
    let hidden = network.layers.iter().zip(&on).take(network.layers.len().saturating_sub(1));
    let relu = hidden.filter(|(layer, _)| layer.activation == Activation::Relu);
    relu.map(|(_, on)| {
        let rare = on.iter().filter(|&&on| (on as f64) < RARELY * f64::from(count)).count();
        rare + on.iter().filter(|&&on| on == count as usize).count().saturating_sub(1)
    })
    .sum()
}
