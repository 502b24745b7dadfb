//! Which tensors share a scale, and which scales are given: what is left is measured.
//!
//! Tensors of operators that move or choose values (RESHAPE, PAD, pools, CONCATENATION and their like) hold the same integers, and
//! so form classes of one scale. Where a class would have two scales that are both given (a softmax beside a hyperbolic tangent in a
//! CONCATENATION), the operator's input is requantised instead of joining.

use super::Scaling;
use crate::graph::{ElementType, Graph, Node, TensorId};

/// A scale and zero point that are not measured.
pub type Given = (f32, i64);

/// The classes of a graph's tensors.
#[derive(Debug, Clone)]
pub(super) struct Classes {
    parents: Vec<TensorId>,
    given: Vec<Option<Given>>,
    /// Inputs that need a QUANTIZE before them: the node's place in the list, and which of its inputs.
    pub(super) requantised: Vec<(usize, usize)>,
}

impl Classes {
    /// The classes of a graph, of whose edges some have scales already.
    pub(super) fn of(graph: &Graph, edges: &[(TensorId, Given)]) -> Self {
        let count = graph.tensors.len();
        let mut classes =
            Self { parents: (0..count).collect(), given: vec![None; count], requantised: Vec::new() };
        for node in &graph.nodes {
            if let Scaling::Fixed { scale, zero_point } = node.operator.scaling() {
                node.outputs.iter().for_each(|&id| classes.given[id] = Some((scale, zero_point)));
            }
        }
        for &(id, given) in edges {
            classes.given[id] = Some(given);
        }
        for (place, node) in graph.nodes.iter().enumerate() {
            if node.operator.scaling() == Scaling::Same {
                classes.join(graph, place, node);
            }
        }
        classes
    }

    /// The tensor that stands for the class of one.
    pub(super) fn root(&self, mut id: TensorId) -> TensorId {
        while self.parents[id] != id {
            id = self.parents[id];
        }
        id
    }

    /// The scale that the class of a tensor has without being measured.
    pub(super) fn given(&self, id: TensorId) -> Option<Given> {
        self.given[self.root(id)]
    }

    /// Joins the inputs and outputs of a node, as far as their scales allow.
    fn join(&mut self, graph: &Graph, place: usize, node: &Node) {
        let Some((&first, others)) = node.outputs.split_first() else { return };
        for &other in others {
            self.unite(first, other);
        }
        let is_float = |id: TensorId| graph.tensors[id].element == ElementType::F32;
        let floats = node.inputs.iter().enumerate().filter_map(|(index, id)| Some((index, (*id)?)));
        let floats: Vec<(usize, TensorId)> = floats.filter(|&(_, id)| is_float(id)).collect();
        let computed = floats.iter().filter(|&&(_, id)| graph.tensors[id].data.is_none());
        let scales: Vec<Option<Given>> = computed.map(|&(_, id)| self.given(id)).collect();
        let all_alike = scales.iter().all(|scale| *scale == scales[0]);
        for &(index, id) in &floats {
            // A given scale is that of one branch: it does not hold for what the others bring.
            let is_foreign = !all_alike && self.given(id).is_some();
            if is_foreign || !self.unite(id, first) {
                self.requantised.push((place, index));
            }
        }
    }

    /// Makes one class of two; `false` if both have scales, which differ.
    fn unite(&mut self, one: TensorId, other: TensorId) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        let given = match (self.given[one], self.given[other]) {
            (Some(a), Some(b)) if a != b && one != other => return false,
            (a, b) => a.or(b),
        };
        // The lower number stands for both, whatever the order.
        let (low, high) = (one.min(other), one.max(other));
        self.parents[high] = low;
        self.given[low] = given;
        true
    }
}
