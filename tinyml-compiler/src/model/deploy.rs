//! The field `deploy`: how the weights and activations should be stored, if nobody asks for something else.
//!
//! Whether the layers that it names exist is for `check`.

use std::collections::BTreeSet;

use super::DEPLOY_FIELDS;
use super::fields::Fields;
use super::values::{word, wrong_type};
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, shown};
use crate::json::Node;
use crate::options::{ActivationBits, Storage};

/// What the file recommends.
pub(crate) struct DeployDraft {
    pub(crate) at: Spot,
    pub(crate) quant: Checked<Option<Storage>>,
    pub(crate) layers: Checked<Option<Vec<(String, Storage)>>>,
    pub(crate) activations: Checked<Option<ActivationBits>>,
}

impl DeployDraft {
    pub(super) fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, DEPLOY_FIELDS, report)?;
        Ok(Self {
            at: at.clone(),
            quant: fields.optional("quant", storage, report),
            layers: fields.optional("layers", layers, report),
            activations: fields.optional(
                "activations",
                |node, at, report| word(node, at, &ActivationBits::ALL, report, |_| None),
                report,
            ),
        })
    }
}

fn storage(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Storage> {
    word(node, at, &Storage::ALL, report, |_| None)
}

/// An object whose keys are names of layers.
fn layers(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<(String, Storage)>> {
    let entries = match node {
        Node::Object(entries) => entries,
        other => return Err(wrong_type(&other, "an object with a field for each layer", at, report)),
    };
    let mut seen = BTreeSet::new();
    let mut layers = Vec::new();
    for (name, value) in entries {
        let storage = storage(value, &at.key(name.to_string()), report);
        if seen.insert(name.clone()) {
            layers.push(storage.map(|storage| (name.into_owned(), storage)));
        } else {
            layers.push(Err(report.push_with(|| {
                Diagnostic::new(Code::DuplicateField, format!("the field `{}` is given twice", shown(&name)))
                    .at(&at.name_of(name.to_string(), 1))
                    .help("remove one of the two")
            })));
        }
    }
    layers.into_iter().collect()
}
