//! The field `training`: free metadata, of bounded size.
//!
//! Any names and values may be in it, but no name twice. Nothing else of the compiler looks at it.

use std::collections::BTreeSet;

use super::values::wrong_type;
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, shown};
use crate::json::Node;
use crate::metadata::Metadata;

/// The most entries, after flattening: each is a line of the documentation.
const MAX_ENTRIES: usize = 256;
/// The most values in lists.
const MAX_VALUES: usize = 65_536;

/// Reads the object.
pub(super) fn entries(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<(String, Metadata)>> {
    if !matches!(node, Node::Object(_)) {
        return Err(wrong_type(&node, "an object", at, report));
    }
    let mut size = Size { entries: 0, values: 0 };
    size.add(&node);
    if size.entries > MAX_ENTRIES || size.values > MAX_VALUES {
        return Err(report.push(
            Diagnostic::new(Code::TrainingTooLarge, "the metadata on the training has too many entries")
                .at(at)
                .expected(format!("at most {MAX_ENTRIES} entries"))
                .help("keep what a reader of the documentation wants to know; histories go into a file of their own"),
        ));
    }
    repeated(&node, at, report)?;
    let Metadata::Fields(fields) = metadata(node) else { return Ok(Vec::new()) };
    Ok(fields)
}

/// How much there is.
struct Size {
    /// Leaves outside of lists.
    entries: usize,
    /// Values in lists.
    values: usize,
}

impl Size {
    /// Counts what is under a node; the reader's budget has bounded it.
    fn add(&mut self, node: &Node<'_>) {
        match node {
            Node::Object(fields) => fields.iter().for_each(|(_, value)| self.add(value)),
            leaf => {
                self.entries += 1;
                self.values += values(leaf);
            }
        }
    }
}

fn values(node: &Node<'_>) -> usize {
    match node {
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => 1,
        Node::Numbers(numbers) => numbers.len(),
        Node::Rows(matrix) => matrix.rows() + matrix.values.len(),
        Node::Array(items) => items.iter().map(|item| 1 + values(item)).sum(),
        Node::Object(fields) => fields.iter().map(|(_, value)| 1 + values(value)).sum(),
    }
}

fn metadata(node: Node<'_>) -> Metadata {
    match node {
        Node::Null => Metadata::Null,
        Node::Bool(value) => Metadata::Bool(value),
        Node::Number(value) => Metadata::Number(value),
        Node::Text(text) => Metadata::Text(text.into_owned()),
        Node::Numbers(numbers) => Metadata::from(numbers),
        Node::Rows(matrix) => Metadata::List(matrix.into_rows().into_iter().map(metadata).collect()),
        Node::Array(items) => Metadata::List(items.into_iter().map(metadata).collect()),
        Node::Object(fields) => Metadata::Fields(
            fields.into_iter().map(|(key, value)| (key.into_owned(), metadata(value))).collect(),
        ),
    }
}

/// Reports keys that are given twice in one object.
fn repeated(node: &Node<'_>, at: &Spot, report: &mut Report) -> Checked<()> {
    let Node::Object(fields) = node else { return Ok(()) };
    let mut seen = BTreeSet::new();
    let mut result = Ok(());
    for (key, value) in fields {
        if seen.insert(key) {
            result = repeated(value, &at.key(key.to_string()), report).and(result);
        } else {
            result = Err(report.push_with(|| {
                let earlier = |(other, _): &&(_, _)| *other == *key;
                let nth = fields
                    .iter()
                    .take_while(|(_, other)| !std::ptr::eq(other, value))
                    .filter(earlier)
                    .count();
                Diagnostic::new(Code::DuplicateField, format!("the field `{}` is given twice", shown(key)))
                    .at(&at.name_of(key.to_string(), nth))
                    .help("remove one of the two")
            }));
        }
    }
    result
}
