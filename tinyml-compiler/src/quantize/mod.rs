//! From the float network to integers.
//!
//! Layer after layer: choose a step for each row, round, bound the sums, choose the operator's integers by that bound.
//! A hidden layer whose activation commutes with scaling keeps its own step for each row, which the next layer's
//! weights absorb before they are rounded themselves, so that one shift serves all rows.

pub mod auto;
mod cluster;
mod finish;
mod rows;
mod scale;
mod table;
mod tune;

use crate::diagnostic::{Blame, Code, Diagnostic, Report, Spot, nearest, quoted};
use crate::network::{Dense, Network};
use crate::options::{Options, Resolved, Storage};
use crate::points::Points;
use crate::quant_network::{QuantLayer, QuantNetwork, Rows};
use crate::range::{ACC_MAX, Reach};
use crate::simplify::Simplified;
pub(crate) use finish::outputs;
use rows::{Incoming, exact_factors, greatest_sum, least_steps, rows};
use table::distance;

/// What the quantiser may choose freely, layer by layer.
#[derive(Debug, Clone)]
pub(crate) struct Choices {
    /// For each row of each layer, a factor of at least 1 on its least step.
    coarser: Vec<Vec<f64>>,
    /// Whether the steps of the last hidden layer make the weights of a single output exact.
    exact: bool,
    /// Whether the rows of a layer whose weights are looked up share one step, as what enters it then does, too.
    shared: bool,
    /// Added to the real biases of the last layer: what centres the error.
    correction: Vec<f64>,
}

/// Everything that a quantisation depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Task<'a> {
    network: &'a Network,
    simplified: &'a Simplified,
    options: &'a Resolved,
    /// Layers whose table holds every weight that they have: they keep their weights, and so always share one step.
    clustered: &'a [bool],
}

/// Quantises a network, proves that no sum overflows, and picks the rounding that deviates least.
///
/// # Errors
///
/// An override for a layer that does not exist, an output finer than the network can resolve.
pub fn quantize(
    network: &Network,
    simplified: &Simplified,
    options: &Options,
) -> Result<QuantNetwork, Report> {
    let options = &options.resolved(network);
    if let Some(layer) = options.quant.unknown_layer(network) {
        return Err(unknown_layer(layer, network).into());
    }
    let clustered = &clustered(simplified, options);
    let task = Task { network, simplified, options, clustered };
    let choices = tune::choices(&task)?;
    let reach = Reach::of(&simplified.domains, &Points::of(network, 0));
    task.build(&choices, reach)
}

/// Quantises by the plain rule, without the search. Where there is one scalar input, the sums are bounded for these inputs
/// only, which proves nothing of others; with more, intervals bound them as they do in [`quantize`].
///
/// For training, where a network is rounded hundreds of times; what is deployed comes from [`quantize`].
///
/// # Errors
///
/// As [`quantize`].
pub fn draft(
    network: &Network,
    simplified: &Simplified,
    options: &Options,
    points: &[Vec<i32>],
) -> Result<QuantNetwork, Report> {
    let options = &options.resolved(network);
    let clustered = &clustered(simplified, options);
    let task = Task { network, simplified, options, clustered };
    let reach = match simplified.domains[..] {
        [_] => Reach::of_points(&simplified.domains, points),
        _ => Reach::of(&simplified.domains, &Points::of(network, 0)),
    };
    task.build(&tune::plain(&task), reach)
}

/// Of each layer, whether its weights are looked up and its table is large enough for all that there are.
fn clustered(simplified: &Simplified, options: &Resolved) -> Vec<bool> {
    let fits = |layer: &Dense, size: usize| {
        let mut values: Vec<f64> = Vec::new();
        layer.weights.iter().all(|weight| {
            let is_new = !values.contains(weight);
            values.extend(is_new.then_some(*weight));
            values.len() <= size
        })
    };
    let of = |layer: &Dense| options.quant.of(&layer.name).table().is_some_and(|size| fits(layer, size));
    simplified.layers.iter().map(of).collect()
}

impl Task<'_> {
    /// The integer network for given choices, over the inputs of `reach`.
    fn build(&self, choices: &Choices, mut reach: Reach) -> Result<QuantNetwork, Report> {
        let mut layers: Vec<QuantLayer> = Vec::new();
        let mut steps = vec![1.0; self.simplified.domains.len()];
        for at in 0..self.simplified.layers.len() {
            let (mut layer, sums) = self.layer(at, &steps, choices, &reach)?;
            if at + 1 < self.simplified.layers.len() {
                reach = reach.advance(&layer, &sums);
                layer.results = reach.intervals();
            }
            steps.clone_from(&layer.out_steps);
            layers.push(layer);
        }
        Ok(QuantNetwork { domains: self.simplified.domains.clone(), layers })
    }

    /// One layer, and the range of its sums.
    fn layer(
        &self,
        at: usize,
        steps: &[f64],
        choices: &Choices,
        reach: &Reach,
    ) -> Result<(QuantLayer, Vec<(i64, i64)>), Report> {
        let last = at + 1 == self.simplified.layers.len();
        let mut layer = self.simplified.layers[at].clone();
        if last {
            for (bias, correction) in layer.bias.iter_mut().zip(&choices.correction) {
                *bias += correction;
            }
        }
        let magnitudes = reach.magnitudes();
        let incoming = Incoming { steps, magnitudes: &magnitudes };
        let row_steps = self.row_steps(at, &layer, incoming, choices);
        let mut rows = rows(&layer, self.storage(at), incoming, &row_steps);
        let mut sums = reach.sums(&rows);
        let finished = if last {
            finish::last(&layer, self.network, &rows, &sums)?
        } else {
            finish::hidden(&layer, self.options.activations, &rows, &sums)?
        };
        for ((bias, sum), offset) in rows.bias.iter_mut().zip(&mut sums).zip(&finished.offsets) {
            // Never saturates: both are below 2^30 in magnitude by the choice of the step.
            *bias = bias.saturating_add(*offset);
            *sum = (sum.0 + i64::from(*offset), sum.1 + i64::from(*offset));
        }
        prove(self.network, at, &self.simplified.units[at], &rows, &sums)?;
        let layer = QuantLayer::new(&layer.name, rows, finished.offsets, finished.op, finished.steps);
        Ok((layer, sums))
    }
}

impl Task<'_> {
    /// The step of each row of a layer: the least one, times what was chosen.
    fn row_steps(&self, at: usize, layer: &Dense, incoming: Incoming<'_>, choices: &Choices) -> Vec<f64> {
        let last = at + 1 == self.simplified.layers.len();
        let distance = distance(layer.activation, last, || greatest_sum(layer, incoming));
        let mut steps = least_steps(layer, self.storage(at), incoming, distance);
        if let (true, Some(next)) = (choices.exact, self.simplified.layers.get(at + 1))
            && next.outputs == 1
            && tune::passes_scale_on(layer)
        {
            let factors = exact_factors(&steps, next.row(0), self.storage(at + 1));
            steps.iter_mut().zip(factors).for_each(|(step, factor)| *step *= factor);
        }
        steps.iter_mut().zip(&choices.coarser[at]).for_each(|(step, coarser)| *step *= coarser);
        if self.shares_step(at, choices.shared) {
            let coarsest = steps.iter().copied().fold(0.0, f64::max);
            steps.fill(coarsest);
        }
        steps
    }

    /// How the weights of a layer are stored.
    fn storage(&self, at: usize) -> Storage {
        self.options.quant.of(&self.simplified.layers[at].name)
    }

    /// Whether all rows of a layer have the same step, so that equal weights become equal integers: those of the layer itself,
    /// or those of the next one, which absorb the steps. `shared` is what was chosen where there is a choice.
    fn shares_step(&self, at: usize, shared: bool) -> bool {
        let layers = &self.simplified.layers;
        let looked_up = |at: usize| self.clustered[at] || shared && self.storage(at).table().is_some();
        let passes_on = at + 1 < layers.len() && tune::passes_scale_on(&layers[at]);
        looked_up(at) || passes_on && looked_up(at + 1)
    }
}

/// That the exact sum of every row fits an `i32`, for every input that can reach it. `units` says which unit of the file a row is.
fn prove(
    network: &Network,
    at: usize,
    units: &[usize],
    rows: &Rows,
    sums: &[(i64, i64)],
) -> Result<(), Report> {
    let overflow = |sum: &(i64, i64)| sum.0 < -ACC_MAX || sum.1 > ACC_MAX;
    let Some(row) = sums.iter().position(overflow) else {
        return Ok(());
    };
    let (unit, name) = (units[row], quoted(&network.layers[at].name));
    let message = format!("unit {unit} of layer {name} cannot be proved to fit 32 bits");
    Err(Diagnostic::new(Code::SumOverflow, message)
        .at(&Spot::root().key("layers").index(at).key("bias").index(unit))
        .expected(format!("a sum within -{ACC_MAX}..={ACC_MAX}"))
        .found(format!("{}..={} with a bias of {}", sums[row].0, sums[row].1, rows.bias[row]))
        .help("the bias is far larger than anything the inputs can add; check how the model was exported")
        .into())
}

fn unknown_layer(layer: &str, network: &Network) -> Diagnostic {
    let names: Vec<&str> = network.layers.iter().map(|layer| layer.name.as_str()).collect();
    let help = match nearest(layer, names.iter().copied()) {
        Some(name) => format!("did you mean {}?", quoted(name)),
        None => {
            format!("the model has {}", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", "))
        }
    };
    Diagnostic::new(Code::UnknownLayer, format!("the model has no layer {}", quoted(layer)))
        .blame(Blame::Argument("quant"))
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::prove;
    use crate::options::Storage;
    use crate::quant_network::Rows;
    use crate::range::ACC_MAX;
    use crate::source::Source;

    #[test]
    fn a_sum_that_may_not_fit_is_told_by_layer_unit_and_bound() {
        let text = r#"{"version": 1, "name": "m", "inputs": [{"name": "x", "type": "u8", "range": [0, 9]}],
            "outputs": [{"name": "y", "type": "i16", "scale": 1}], "layers": [
            {"type": "dense", "name": "fc1", "weights": [[1], [2], [3]], "bias": [0, 1, 2], "activation": "relu"},
            {"type": "dense", "name": "out", "weights": [[1, 1, 1]], "bias": [0]}]}"#;
        let source = Source::from_bytes("m.json", text.into()).expect("UTF-8");
        let network = crate::read(&source).expect("a model");
        let bias = vec![7, 2_000_000_000];
        let rows = Rows { inputs: 1, storage: Storage::I8, weights: vec![1, 1], bias, steps: vec![1.0; 2] };
        let prove = |sums: &[(i64, i64)]| prove(&network, 0, &[0, 2], &rows, sums);
        assert!(prove(&[(-ACC_MAX, ACC_MAX), (0, 1)]).is_ok());
        for sum in [(0, ACC_MAX + 1), (-ACC_MAX - 1, 0)] {
            let report = prove(&[(0, 0), sum]).expect_err("a sum beyond 32 bits");
            // Unit 1 of the file was removed, so the second row is unit 2.
            let report = crate::locate(&source, report).to_string();
            let bound = format!("{}..={} with a bias of 2000000000", sum.0, sum.1);
            for part in ["T0604", "unit 2 of layer `fc1`", "/layers/0/bias/2", "m.json:3:", &bound] {
                assert!(report.contains(part), "{report}");
            }
        }
    }
}
