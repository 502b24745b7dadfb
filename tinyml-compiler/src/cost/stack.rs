//! Bytes of stack of one inference: what is known to lie there, and a margin for what a compiler adds.
//!
//! Known are the activations of every layer, since LLVM rarely lets two of them share their place, an array of inputs twice (as
//! raw values and as activations), and several outputs. The margins are what registers that are saved and values that do not
//! fit any took at most, in the firmware that the cost model is fitted to.

use super::Target;
use crate::ops::Op;
use crate::options::Storage;
use crate::quant_network::{QuantLayer, QuantNetwork};

/// Bytes of an activation, a raw value and a sum.
const WORD: usize = 4;

/// An upper bound, by all that was measured.
pub(super) fn layers(network: &QuantNetwork, target: Target) -> f64 {
    let Some((last, hidden)) = network.layers.split_last() else {
        return 0.0;
    };
    let inputs = network.domains.len();
    let entering = if inputs >= super::terms::ARRAY_FROM { 2 * inputs } else { inputs };
    let leaving = if last.outputs > 1 { last.outputs } else { 0 };
    let passed: usize = hidden.iter().map(|layer| layer.outputs).sum();
    let margin = network.layers.iter().map(|layer| margin(layer, target)).max().unwrap_or(0);
    (WORD * (entering + passed + leaving) + margin) as f64
}

fn margin(layer: &QuantLayer, target: Target) -> usize {
    let operator = match &layer.op {
        Op::Softmax(_) => 120,
        Op::Shift(_) | Op::Rescale(_) | Op::Table(_) => 0,
    };
    let weights = match (layer.storage, target) {
        (Storage::I4, Target::Armv6M) => 104,
        (
            Storage::I4
            | Storage::I8
            | Storage::I16
            | Storage::Codebook2
            | Storage::Codebook3
            | Storage::Codebook4
            | Storage::Sparse,
            _,
        ) => 72,
    };
    operator.max(weights)
}
