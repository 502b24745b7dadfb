//! The field `training`: free metadata, flattened for the documentation.
//!
//! Nested keys are joined by dots, lists are written on one line and cut. Nothing else of the compiler looks
//! at it.

use std::collections::BTreeSet;

use super::values::wrong_type;
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, number, shown};
use crate::json::Node;

/// The most entries, after flattening.
const MAX_ENTRIES: usize = 256;
/// How many elements of a list are shown.
const SHOWN: usize = 8;

/// Reads the object as pairs of key and text.
pub(super) fn entries(node: &Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<(String, String)>> {
    if !matches!(node, Node::Object(_)) {
        return Err(wrong_type(node, "an object", at, report));
    }
    let mut entries = Vec::new();
    flatten(node, "", &mut entries);
    if entries.len() > MAX_ENTRIES {
        return Err(report.push(
            Diagnostic::new(Code::TrainingTooLarge, "the metadata on the training has too many entries")
                .at(at)
                .expected(format!("at most {MAX_ENTRIES} entries"))
                .help("keep what a reader of the documentation wants to know; histories go into a file of their own"),
        ));
    }
    repeated(node, at, report)?;
    Ok(entries)
}

/// Adds the leaves under a node, and stops soon after there are too many.
fn flatten(node: &Node<'_>, path: &str, entries: &mut Vec<(String, String)>) {
    match node {
        Node::Object(fields) => {
            for (key, value) in fields.iter().take(MAX_ENTRIES + 1) {
                if entries.len() > MAX_ENTRIES {
                    return;
                }
                let dot = if path.is_empty() { "" } else { "." };
                flatten(value, &shown(&format!("{path}{dot}{key}")), entries);
            }
        }
        leaf => entries.push((path.to_owned(), leaf_text(leaf))),
    }
}

fn leaf_text(node: &Node<'_>) -> String {
    let listed = |items: Vec<String>, length: usize| match length > items.len() {
        true => format!("[{}, … {} in all]", items.join(", "), length),
        false => format!("[{}]", items.join(", ")),
    };
    match node {
        Node::Null => "none".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Number(value) => number(*value),
        Node::Text(text) => shown(text),
        Node::Numbers(numbers) => {
            listed(numbers.iter().take(SHOWN).copied().map(number).collect(), numbers.len())
        }
        Node::Rows(matrix) => format!("[{} rows]", matrix.rows()),
        Node::Array(items) => listed(items.iter().take(SHOWN).map(brief).collect(), items.len()),
        Node::Object(_) => "{…}".to_owned(),
    }
}

/// A value inside a list: lists in it are not written out.
fn brief(node: &Node<'_>) -> String {
    match node {
        Node::Numbers(_) | Node::Rows(_) | Node::Array(_) => "[…]".to_owned(),
        leaf => leaf_text(leaf),
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
