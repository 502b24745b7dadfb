//! Bytes of stack of one inference: what is known to lie there, and a margin for what a compiler adds.
//!
//! Known are the activations of every layer, since LLVM rarely lets two of them share their place, an array of inputs twice (as
//! raw values and as activations), and several outputs. The margins are what registers that are saved and values that do not
//! fit any took at most, in the firmware that the cost model is fitted to.

use crate::ops::Op;
use crate::quant_network::{QuantLayer, QuantNetwork};

/// Bytes of an activation, a raw value and a sum.
const WORD: usize = 4;

/// Bytes of saved registers and of spilled values, at most.
const USUAL: usize = 64;

/// The same where a loop over many inputs or a softmax need more values than there are registers.
const MOST: usize = 120;

/// Inputs that are many.
const LARGE: usize = 32;

/// An upper bound, by all that was measured.
pub(super) fn layers(network: &QuantNetwork) -> f64 {
    let Some((last, hidden)) = network.layers.split_last() else {
        return 0.0;
    };
    let inputs = network.domains.len();
    let entering = if inputs >= super::terms::ARRAY_FROM { 2 * inputs } else { inputs };
    let leaving = if last.outputs > 1 { last.outputs } else { 0 };
    let passed: usize = hidden.iter().map(passed).sum();
    let margin = if inputs >= LARGE { MOST } else { network.layers.iter().map(margin).max().unwrap_or(0) };
    (WORD * (entering + passed + leaving) + margin) as f64
}

/// Activations of a hidden layer, and its sums where they are written before the operator takes them.
fn passed(layer: &QuantLayer) -> usize {
    match &layer.op {
        Op::Shift(_) => layer.outputs,
        Op::Rescale(_) | Op::Table(_) | Op::Softmax(_) => 2 * layer.outputs,
    }
}

fn margin(layer: &QuantLayer) -> usize {
    match &layer.op {
        Op::Softmax(_) => MOST,
        Op::Shift(_) | Op::Rescale(_) | Op::Table(_) => USUAL,
    }
}
