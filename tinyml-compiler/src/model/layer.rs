//! Layers, as the file gives them.

use super::LAYER_FIELDS;
use super::activation::activation;
use super::fields::Fields;
use super::values::{matrix, numbers, text, word};
use crate::diagnostic::{Checked, Report, Spot};
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
    pub(super) fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        if let Some(Node::Text(ty)) = node.field("type") {
            word(Node::Text(ty.clone()), &at.key("type"), &[("dense", ())], report, |_| None)?;
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
