//! Does every operator find what it takes, and is every tensor written once? The order of the file is the order of execution.

use super::uses::Uses;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::{Node, Tensor, TensorId};
use crate::tflite::limits::{WORK, at_most};

/// Checks the flow of data through a graph.
pub(super) fn flow(nodes: &[Node], tensors: &[Tensor], uses: &Uses) -> Result<(), Report> {
    let mut report = Report::new();
    let flow = Flow { nodes, tensors, uses };
    uses.inputs.iter().filter_map(|&id| flow.given(id)).for_each(|wrong| _ = report.push(wrong));
    for (position, node) in nodes.iter().enumerate() {
        let inputs = node.inputs.iter().flatten().filter_map(|&id| flow.input(position, node, id));
        inputs.for_each(|wrong| _ = report.push(wrong));
        let outputs = node.outputs.iter().enumerate();
        let outputs = outputs.filter_map(|(at, &id)| flow.output(position, node, at, id));
        outputs.for_each(|wrong| _ = report.push(wrong));
    }
    uses.outputs.iter().filter_map(|&id| flow.asked(id)).for_each(|wrong| _ = report.push(wrong));
    if let Err(diagnostic) = at_most(WORK, flow.work(), "constant value", "in the inputs of all operators") {
        report.push(*diagnostic);
    }
    if report.is_empty() { Ok(()) } else { Err(report) }
}

struct Flow<'a> {
    nodes: &'a [Node],
    tensors: &'a [Tensor],
    uses: &'a Uses,
}

impl Flow<'_> {
    /// An input of the graph, which must not have values already.
    fn given(&self, id: TensorId) -> Option<Diagnostic> {
        let tensor = &self.tensors[id];
        let what = match (&tensor.data, tensor.is_variable) {
            (Some(_), _) => "a constant",
            (None, true) => "a variable of the network",
            (None, false) => return None,
        };
        let message = format!("input {} of the graph is {what} at the same time", tensor.shown());
        Some(Diagnostic::new(Code::GraphEdge, message))
    }

    /// What a node takes, which must have values by then.
    fn input(&self, position: usize, node: &Node, id: TensorId) -> Option<Diagnostic> {
        let tensor = &self.tensors[id];
        let known = tensor.data.is_some() || tensor.is_variable || self.uses.is_given(id);
        let what = match self.uses.writer(id) {
            _ if known => return None,
            Some(writer) if writer < position => return None,
            Some(writer) if writer == position => "which is its own output".to_owned(),
            Some(writer) => format!("which {} writes only later", self.nodes.get(writer).map(shown)?),
            None => {
                "which has no values: nothing writes it, and it is neither an input nor a constant".to_owned()
            }
        };
        Some(Diagnostic::new(Code::DataFlow, format!("{} takes {}, {what}", shown(node), tensor.shown())))
    }

    /// What a node gives, which nothing else may give.
    fn output(&self, position: usize, node: &Node, at: usize, id: TensorId) -> Option<Diagnostic> {
        let tensor = &self.tensors[id];
        let first = self.uses.writer(id).filter(|&writer| writer < position);
        let what = match first {
            _ if tensor.data.is_some() => "which is a constant".to_owned(),
            _ if self.uses.is_given(id) => "which is an input of the graph".to_owned(),
            _ if tensor.is_variable => "which is a variable of the network".to_owned(),
            Some(writer) => format!("which {} has written already", self.nodes.get(writer).map(shown)?),
            None if node.outputs.iter().take(at).any(|&before| before == id) => "twice".to_owned(),
            None => return None,
        };
        Some(Diagnostic::new(Code::DataFlow, format!("{} writes {}, {what}", shown(node), tensor.shown())))
    }

    /// An output of the graph, which an operator has to compute.
    fn asked(&self, id: TensorId) -> Option<Diagnostic> {
        if self.uses.writer(id).is_some() {
            return None;
        }
        let message = format!("output {} of the graph is computed by no operator", self.tensors[id].shown());
        Some(Diagnostic::new(Code::GraphEdge, message))
    }

    /// Values of constants, once for each operator that takes them.
    fn work(&self) -> usize {
        let taken = self.nodes.iter().flat_map(|node| node.inputs.iter().flatten());
        taken.fold(0, |work: usize, &id| {
            work.saturating_add(self.tensors[id].data.as_ref().map_or(0, |data| data.len()))
        })
    }
}

fn shown(node: &Node) -> String {
    format!("operator {} (`{}`)", node.index, node.operator.name())
}
