//! How far the integers of each layer are from the float network: measured with the calibration set, by the kernels of the chip.

use super::Calibration;
use super::cost::multiplications;
use super::scales::quantized;
use crate::diagnostic::Report;
use crate::graph::lower::Lowered;
use crate::graph::memory::Plan;
use crate::graph::real::Real;
use crate::graph::run::Machine;
use crate::graph::{ElementType, Graph, TensorId};

/// Multiplications of all comparisons: the kernels of the chip are slow in an unoptimised build.
const BUDGET: u64 = 1 << 26;

/// How far an operator's output is from that of the float network, all layers before it included.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    /// The operator's number in the file.
    pub node: usize,
    /// The operator's name.
    pub operator: &'static str,
    /// The output's name.
    pub name: String,
    /// Real value of a step of the output.
    pub step: f32,
    /// Root of the mean square of the deviation, in steps.
    pub rms: f64,
    /// The greatest deviation, in steps.
    pub most: f64,
}

/// Compares the integers with the float network; gives the deviations in the order of the operators, and the number of samples.
///
/// # Errors
///
/// An operator without a form in real numbers.
pub(super) fn deviations(
    (float, integer): (&Graph, &Graph),
    set: &Calibration,
    lowered: &Lowered,
    plan: &Plan,
) -> Result<(Vec<Deviation>, usize), Report> {
    let each = multiplications(float).max(1);
    let samples = set.spread(usize::try_from(BUDGET / each).unwrap_or(usize::MAX));
    let mut sums: Vec<Sum> = vec![Sum::default(); float.tensors.len()];
    let (mut real, mut machine) = (Real::new(float), Machine::new(lowered, plan));
    for &sample in &samples {
        let inputs = set.sample(sample);
        real.run(&inputs, &mut |_, _| {})?;
        let bytes: Vec<Vec<u8>> =
            integer.inputs.iter().zip(&inputs).map(|(&id, values)| entering(integer, id, values)).collect();
        let bytes: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
        // Inputs of the graph's own lengths are always taken.
        let _ = machine.infer_traced(&bytes, &mut |outcome, integers| {
            if let (Some(sum), Some(values)) = (sums.get_mut(outcome.tensor), real.value(outcome.tensor)) {
                sum.add(integer, outcome.tensor, integers, values);
            }
        });
    }
    let deviation = |outcome: &crate::graph::lower::Outcome| {
        let sum = sums.get(outcome.tensor).filter(|sum| sum.count > 0)?;
        let (step, _) = integer.tensors[outcome.tensor].scale()?;
        let rms = libm::sqrt(sum.squares / sum.count as f64);
        let (node, operator, name) = (outcome.node, outcome.operator, outcome.name.clone());
        Some(Deviation { node, operator, name, step, rms, most: sum.most })
    };
    Ok((lowered.results.iter().filter_map(deviation).collect(), samples.len()))
}

/// Deviations of one tensor, added up.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    squares: f64,
    most: f64,
    count: u64,
}

impl Sum {
    fn add(&mut self, integer: &Graph, id: TensorId, integers: &[u8], values: &[f64]) {
        let tensor = &integer.tensors[id];
        let Some((scale, zero_point)) = tensor.scale().filter(|_| tensor.element == ElementType::I8) else {
            return;
        };
        for (byte, value) in integers.iter().zip(values) {
            let steps = f64::from(*byte as i8) - zero_point as f64 - value / f64::from(scale);
            self.squares += steps * steps;
            self.most = f64::max(self.most, libm::fabs(steps));
            self.count += 1;
        }
    }
}

/// The bytes of an input.
fn entering(integer: &Graph, id: TensorId, values: &[f64]) -> Vec<u8> {
    let scale = integer.tensors[id].scale().unwrap_or((1.0, 0));
    values.iter().map(|&value| quantized(value, scale) as u8).collect()
}
