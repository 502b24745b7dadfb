//! What is worth telling of a quantisation that went well.

use super::constants::Weights;
use crate::diagnostic::count;
use crate::graph::Node;

/// How many channels a note lists.
const LISTED: usize = 4;

/// Channels in which one weight leaves the others few steps.
pub(super) fn crushed(name: &str, weights: &Weights, node: &Node) -> Option<String> {
    let channels = &weights.crushed;
    let listed: Vec<String> = channels.iter().take(LISTED).map(usize::to_string).collect();
    let more = if channels.len() > LISTED { ", …" } else { "" };
    (!channels.is_empty()).then(|| {
        format!(
            "operator {} (`{}`), weights `{name}`: in {} ({}{more}) one weight is more than 8 times as large as every other, \
             which are left with fewer than 16 of 127 steps; weight decay, or clipping weights in training, mends it",
            node.index,
            node.operator.name(),
            count(channels.len(), "channel"),
            listed.join(", "),
        )
    })
}

/// A set of which a build has time for a part only.
pub(super) fn partly(used: usize, all: usize) -> Option<String> {
    (used < all).then(|| {
        format!(
            "{used} of {all} samples were run, spread evenly over the calibration set: all would take a build too long"
        )
    })
}
