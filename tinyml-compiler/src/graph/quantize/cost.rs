//! How long a graph runs on the host, roughly: what budgets are about.

use super::Scaling;
use crate::graph::{Graph, Node};

/// Multiplications of one inference; each value that is written or read counts as one.
pub(super) fn multiplications(graph: &Graph) -> u64 {
    graph.nodes.iter().fold(0, |sum: u64, node| sum.saturating_add(of_node(graph, node)))
}

fn of_node(graph: &Graph, node: &Node) -> u64 {
    let ids = node.inputs.iter().copied().flatten().chain(node.outputs.iter().copied());
    let values = ids.fold(0, |sum: u64, id| sum.saturating_add(graph.tensors[id].count() as u64));
    let products = match node.operator.scaling() {
        Scaling::Weights { data, weights, axis, .. } => {
            let tensor =
                |index: usize| node.inputs.get(index).copied().flatten().map(|id| &graph.tensors[id]);
            let extent = |index: usize| tensor(index).map_or(0, |tensor| tensor.count() as u64);
            let channels = tensor(weights).and_then(|tensor| tensor.shape.get(axis)).copied().unwrap_or(1);
            let output = node.outputs.first().map_or(0, |&id| graph.tensors[id].count() as u64);
            // A transposed convolution multiplies each input, the others each output; the larger holds for both.
            output.max(extent(data)).saturating_mul(extent(weights) / channels.max(1) as u64)
        }
        Scaling::None | Scaling::Own | Scaling::Same | Scaling::Fixed { .. } => 0,
    };
    products.saturating_add(values)
}
