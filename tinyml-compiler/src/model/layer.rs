//! Layers, as the file gives them.

use super::activation::activation;
use super::fields::Fields;
use super::values::{matrix, numbers, text, word};
use super::{LAYER_FIELDS, LAYER_TYPES, LayerType};
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, quoted};
use crate::json::{Matrix, Node};
use crate::network::Activation;

/// An element of `layers`.
pub(crate) struct LayerDraft {
    pub(crate) at: Spot,
    pub(crate) name: Checked<String>,
    pub(crate) weights: Checked<Matrix>,
    pub(crate) bias: Checked<Vec<f64>>,
    pub(crate) activation: Checked<Option<Activation>>,
}

impl LayerDraft {
    /// Reads a layer. The fields of an unknown type are not looked at, since they would all be unknown.
    pub(crate) fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        if let Some(Node::Text(ty)) = node.field("type") {
            let at = at.key("type");
            let found = word(Node::Text(ty.clone()), &at, &LAYER_TYPES, report, |_| None)?;
            if found != LayerType::Dense {
                return Err(report.push(of_a_graph(ty, &at)));
            }
        }
        let mut fields = Fields::open(node, at, LAYER_FIELDS, report)?;
        // The word has been checked above; what is left is a missing field or a wrong type.
        let _ = fields.required("type", text, report);
        Ok(Self {
            at: at.clone(),
            name: fields.required("name", text, report),
            weights: fields.required("weights", matrix, report),
            bias: fields.required("bias", numbers, report),
            activation: fields.optional("activation", activation, report),
        })
    }
}

/// A file with such a layer becomes a graph, and is read as one by whatever takes graphs.
fn of_a_graph(ty: &str, at: &Spot) -> Diagnostic {
    let message =
        format!("a layer of type {} is not for networks that are trained or proved here", quoted(ty));
    Diagnostic::new(Code::UnknownValue, message)
        .at(at)
        .expected("`\"dense\"`")
        .help("the attribute and `cargo tinyml report` take it, with a calibration set")
}
