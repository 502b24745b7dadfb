//! How much may be tried: a budget of multiplications, so that the same model gets the same advice on every machine.

use crate::network::Network;
use crate::points::Points;

/// What one search for the steps takes at most, see `quantize/tune.rs`.
const TUNING: u64 = 1_500_000;

/// How often certification runs through a network: both networks, and bounding the sums before.
const PASSES: u64 = 3;

/// What is left of a budget.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    left: u64,
}

impl Work {
    /// So many multiplications; fifteen millions are about a second in an unoptimised macro.
    pub(crate) fn of(multiplications: u64) -> Self {
        Self { left: multiplications }
    }

    /// Takes from the budget what a trial costs, if that much is left.
    pub(crate) fn spend(&mut self, cost: u64) -> bool {
        let enough = cost <= self.left;
        self.left -= if enough { cost } else { 0 };
        enough
    }
}

/// What it costs to quantise a network, and what it costs to certify it.
pub(crate) fn trial_cost(network: &Network) -> (u64, u64) {
    let macs: u64 = network.layers.iter().map(|layer| layer.weights.len() as u64).sum();
    let points = Points::of(network, 1);
    let certification = if points.exhaustive() { PASSES * points.count() * macs } else { 2 * TUNING };
    (TUNING, certification)
}
