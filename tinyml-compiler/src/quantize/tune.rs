//! Picks the steps of the hidden rows: cross-layer equalisation, then a search for the rounding that deviates least.
//!
//! A row may take a coarser step than it must; its output then weighs less in the rounding of the next layer. Which
//! trade is best depends on the weights, so it is tried, on a few dozen inputs, within a fixed budget of
//! multiplications. The order is fixed: the same model gives the same network everywhere.
//!
//! Source of the idea: Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction" (2019).

use super::{Choices, Task, outputs};
use crate::diagnostic::Report;
use crate::network::{Activation, Dense};
use crate::ops::Op;
use crate::points::Points;
use crate::quant_network::QuantNetwork;
use crate::range::Reach;

/// Inputs that a trial is judged by.
const INPUTS: usize = 49;

/// How often a trial runs through the network: bounding the sums, bounding the next layer's, judging.
const PASSES: usize = 3;

/// What a trial costs apart from that, in the same unit.
const OVERHEAD: usize = 2_000;

/// Multiplications that all trials together may take: some tenths of a second in an unoptimised macro.
const BUDGET: usize = 1_500_000;

/// How far equalisation goes: 0 leaves each row its least step, 1 makes all columns of the next layer equally large.
const EXPONENTS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

/// Factors that a single row tries on its step.
const FACTORS: [f64; 8] = [0.7, 0.8, 0.9, 0.95, 1.06, 1.15, 1.3, 1.6];

/// The choices that deviated least.
pub(crate) fn choices(task: &Task<'_>) -> Result<Choices, Report> {
    let mut search = Search::new(task);
    let mut best = search.trial(plain(task))?;
    if (0..task.simplified.layers.len()).any(|at| task.storage(at).table().is_some()) {
        search.improve(&mut best, Choices { shared: false, ..plain(task) });
    }
    let shared = best.choices.shared;
    let exact = EXPONENTS.map(|exponent| Choices { exact: true, shared, ..equalized(task, exponent) });
    let plain = EXPONENTS.into_iter().skip(1).map(|exponent| Choices { shared, ..equalized(task, exponent) });
    for candidate in exact.into_iter().chain(plain) {
        if search.spent() {
            break;
        }
        search.improve(&mut best, candidate);
    }
    search.descend(&mut best);
    Ok(best.choices)
}

/// Every row at its least step, or at that of its layer where weights are looked up.
pub(crate) fn plain(task: &Task<'_>) -> Choices {
    equalized(task, EXPONENTS[0])
}

/// Choices, and how far their network deviates.
struct Trial {
    choices: Choices,
    error: f64,
}

struct Search<'a> {
    task: &'a Task<'a>,
    points: Vec<Vec<i32>>,
    reference: Vec<Vec<f64>>,
    cost: usize,
    left: usize,
}

impl<'a> Search<'a> {
    fn new(task: &'a Task<'a>) -> Self {
        let macs = live_macs(&task.simplified.layers);
        let inputs = (BUDGET / (PASSES * macs.max(1))).clamp(2, INPUTS);
        let points = Points::sparse(task.network, inputs as u64);
        let reference = points.iter().map(|point| task.network.evaluate(point)).collect();
        let layers = 0..task.simplified.layers.len();
        let clustering: usize = layers.map(|at| clustering_cost(task, at)).sum();
        let cost = macs * points.len() * PASSES + OVERHEAD + clustering;
        Self { task, points, reference, cost, left: BUDGET }
    }

    fn spent(&self) -> bool {
        self.left < self.cost
    }

    /// Takes choices if they are better. Some cannot be built, which only means that they are not.
    fn improve(&mut self, best: &mut Trial, choices: Choices) {
        if let Ok(candidate) = self.trial(choices)
            && candidate.error < best.error
        {
            *best = candidate;
        }
    }

    /// Builds the network, centres its error, and measures what is left of it.
    fn trial(&mut self, choices: Choices) -> Result<Trial, Report> {
        self.left = self.left.saturating_sub(self.cost);
        let reach = Reach::of_points(&self.task.simplified.domains, &self.points);
        let network = self.task.build(&choices, reach)?;
        let (correction, error) = self.judge(&network);
        let correction = choices.correction.iter().zip(correction).map(|(old, new)| old + new).collect();
        Ok(Trial { choices: Choices { correction, ..choices }, error })
    }

    /// What would centre the error of each output, and the greatest error, in output steps, that would remain.
    ///
    /// Where the float output lies beyond the declared range, both are clamped, and nothing is to be learnt.
    fn judge(&self, network: &QuantNetwork) -> (Vec<f64>, f64) {
        let Some(last) = network.layers.last() else {
            return (Vec::new(), 0.0);
        };
        let outputs = outputs(self.task.network);
        let mut ends = vec![None; last.outputs];
        for (point, reference) in self.points.iter().zip(&self.reference) {
            let found = self.real_outputs(network, point).into_iter().zip(reference).zip(&outputs);
            for (end, ((real, &reference), output)) in ends.iter_mut().zip(found) {
                if output.bounded(reference) == reference {
                    let error = real - reference;
                    let (least, greatest) = end.unwrap_or((error, error));
                    *end = Some((error.min(least), error.max(greatest)));
                }
            }
        }
        let linear = matches!(last.op, Op::Rescale(_)) && self.linear() && self.points.len() >= 16;
        let ends = ends.into_iter().map(|end: Option<(f64, f64)>| end.unwrap_or((0.0, 0.0)));
        let judged = ends.zip(&last.out_steps).map(|((least, greatest), step)| {
            if linear {
                (-0.5 * (least + greatest), 0.5 * (greatest - least) / step)
            } else {
                (0.0, greatest.max(-least) / step)
            }
        });
        let (correction, errors): (Vec<f64>, Vec<f64>) = judged.unzip();
        (correction, errors.into_iter().fold(0.0, f64::max))
    }

    /// The real outputs, before they are rounded and clamped where that can be.
    fn real_outputs(&self, network: &QuantNetwork, raw: &[i32]) -> Vec<f64> {
        let (Some((last, before)), Some(float)) =
            (network.layers.split_last(), self.task.simplified.layers.last())
        else {
            return Vec::new();
        };
        let x = before.iter().fold(network.enter(raw), |x, layer| layer.run(&x));
        match &last.op {
            Op::Rescale(_) => {
                let sums = last.sums(&x).into_iter().zip(&last.offsets).zip(&last.steps);
                let reals = sums.map(|((sum, offset), step)| (f64::from(sum) - f64::from(*offset)) * step);
                reals.map(|sum| float.activation.scalar(sum)).collect()
            }
            _ => last
                .run(&x)
                .into_iter()
                .zip(&last.out_steps)
                .map(|(raw, step)| f64::from(raw) * step)
                .collect(),
        }
    }

    /// Whether the last sums are the outputs, so that a bias can centre them.
    fn linear(&self) -> bool {
        self.task.simplified.layers.last().is_some_and(|layer| layer.activation == Activation::None)
    }

    /// Lets one row after the other try other steps, as long as something improves and the budget lasts.
    fn descend(&mut self, best: &mut Trial) {
        let rows: Vec<(usize, usize)> = free_rows(self.task, best.choices.shared);
        loop {
            let before = best.error;
            for &(layer, row) in &rows {
                for factor in FACTORS {
                    if self.spent() {
                        return;
                    }
                    let mut choices = best.choices.clone();
                    choices.coarser[layer][row] = (choices.coarser[layer][row] * factor).max(1.0);
                    self.improve(best, choices);
                }
            }
            if best.error >= before {
                return;
            }
        }
    }
}

/// What finding the values of a layer's table takes, in multiplications: each of them against each pair of weights' values.
fn clustering_cost(task: &Task<'_>, at: usize) -> usize {
    let values = task.simplified.layers[at].weights.len().min(255);
    task.storage(at).table().map_or(0, |size| size * values * values / 16)
}

/// Rows whose step may be chosen: those of hidden layers that pass their scale on, and do not share one.
fn free_rows(task: &Task<'_>, shared: bool) -> Vec<(usize, usize)> {
    let layers = &task.simplified.layers;
    let hidden = layers.len().saturating_sub(1);
    let free = |at: &usize| passes_scale_on(&layers[*at]) && !task.shares_step(*at, shared);
    let rows = (0..hidden).filter(free).flat_map(|at| (0..layers[at].outputs).map(move |row| (at, row)));
    rows.filter(|&(at, row)| is_read(&layers[at + 1], row)).collect()
}

/// Whether a layer reads an input at all.
fn is_read(layer: &Dense, input: usize) -> bool {
    (0..layer.outputs).any(|row| layer.row(row)[input] != 0.0)
}

/// Multiplications of the units that are read: the others change nothing, and so not the search either.
fn live_macs(layers: &[Dense]) -> usize {
    let live = |at: usize| match layers.get(at + 1) {
        Some(next) => (0..next.inputs).filter(|&unit| is_read(next, unit)).count(),
        None => layers[at].outputs,
    };
    let inputs = |at: usize| if at == 0 { layers[0].inputs } else { live(at - 1) };
    (0..layers.len()).map(|at| inputs(at) * live(at)).sum()
}

pub(super) fn passes_scale_on(layer: &Dense) -> bool {
    matches!(layer.activation, Activation::None | Activation::Relu | Activation::LeakyRelu { .. })
}

/// Rows whose columns in the next layer are small get a coarser step, which makes those columns larger.
fn equalized(task: &Task<'_>, exponent: f64) -> Choices {
    let layers = &task.simplified.layers;
    let mut coarser: Vec<Vec<f64>> = layers.iter().map(|layer| vec![1.0; layer.outputs]).collect();
    for at in 0..layers.len().saturating_sub(1) {
        if exponent > 0.0 && passes_scale_on(&layers[at]) {
            let next = &layers[at + 1];
            let read = |row: &usize| layers.get(at + 2).is_none_or(|after| is_read(after, *row));
            let rows: Vec<usize> = (0..next.outputs).filter(read).collect();
            coarser[at] = equalizing_factors(&layers[at], next, &rows, exponent);
        }
    }
    Choices {
        coarser,
        exact: false,
        shared: true,
        correction: vec![0.0; layers.last().map_or(0, |layer| layer.outputs)],
    }
}

/// Of the next layer only the `rows` count that are read themselves.
fn equalizing_factors(layer: &Dense, next: &Dense, rows: &[usize], exponent: f64) -> Vec<f64> {
    let largest =
        |values: &mut dyn Iterator<Item = f64>| values.fold(0.0_f64, |all, value| all.max(value.abs()));
    let columns: Vec<f64> = (0..layer.outputs)
        .map(|unit| {
            let step = largest(&mut layer.row(unit).iter().copied());
            step * largest(&mut rows.iter().map(|&row| next.row(row)[unit]))
        })
        .collect();
    let greatest = largest(&mut columns.iter().copied());
    let factor = |column: &f64| {
        if *column > 0.0 { libm::pow(greatest / column, exponent) } else { 1.0 }
    };
    columns.iter().map(factor).map(|factor| factor.min(64.0)).collect()
}
