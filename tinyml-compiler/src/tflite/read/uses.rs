//! Which tensors a graph uses, and which operator computes each.

use super::open::Parts;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::{Node, TensorId};

/// What is done with each tensor.
pub(super) struct Uses {
    /// Tensors that are given.
    pub(super) inputs: Vec<TensorId>,
    /// Tensors that are asked for.
    pub(super) outputs: Vec<TensorId>,
    tensors: Vec<Use>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Use {
    used: bool,
    /// Given by the caller.
    given: bool,
    /// The position of the first node that writes it.
    writer: Option<usize>,
}

impl Uses {
    pub(super) fn new(parts: &Parts<'_>, nodes: &[Node]) -> Result<Self, Report> {
        let mut report = Report::new();
        let inputs = edges(parts, "input", &mut report);
        let outputs = edges(parts, "output", &mut report);
        if !report.is_empty() {
            return Err(report);
        }
        let mut tensors = vec![Use::default(); parts.tensors.len()];
        inputs.iter().for_each(|&id| tensors[id] = Use { used: true, given: true, writer: None });
        outputs.iter().for_each(|&id| tensors[id].used = true);
        for (position, node) in nodes.iter().enumerate() {
            node.inputs.iter().flatten().for_each(|&id| tensors[id].used = true);
            for &id in &node.outputs {
                tensors[id].used = true;
                tensors[id].writer = tensors[id].writer.or(Some(position));
            }
        }
        Ok(Self { inputs, outputs, tensors })
    }

    pub(super) fn is_used(&self, id: TensorId) -> bool {
        self.tensors[id].used
    }

    /// Whether the caller gives it its values.
    pub(super) fn is_given(&self, id: TensorId) -> bool {
        self.tensors[id].given
    }

    /// Whether the caller or an operator gives it its values.
    pub(super) fn is_computed(&self, id: TensorId) -> bool {
        self.is_given(id) || self.tensors[id].writer.is_some()
    }

    /// The position of the first node that writes a tensor.
    pub(super) fn writer(&self, id: TensorId) -> Option<usize> {
        self.tensors[id].writer
    }
}

/// The tensors that go into a graph or come out of it: some, each of them once.
fn edges(parts: &Parts<'_>, noun: &str, report: &mut Report) -> Vec<TensorId> {
    let ids = if noun == "input" { parts.inputs } else { parts.outputs };
    let tensors = parts.tensors.len();
    let mut edges = Vec::with_capacity(ids.len());
    for id in ids.iter() {
        let (code, problem) = match usize::try_from(id) {
            Ok(id) if id < tensors && !edges.contains(&id) => {
                edges.push(id);
                continue;
            }
            Ok(id) if id < tensors => {
                (Code::GraphEdge, format!("tensor {id} is an {noun} of the graph twice"))
            }
            _ => (
                Code::TfliteDamaged,
                format!("tensor {id} is an {noun} of the graph, but there are only {tensors}"),
            ),
        };
        report.push(Diagnostic::new(code, problem));
    }
    if ids.is_empty() {
        let help = "convert the whole model: the graph that is run first has to be the first in the file";
        report.push(Diagnostic::new(Code::GraphEdge, format!("the graph has no {noun}")).help(help));
    }
    edges
}
