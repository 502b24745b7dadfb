//! Metadata on the training: what a model file says of how it was made.
//!
//! It is kept as it stands in the file, so that a model which is read and written again loses nothing. Only the
//! documentation sees it flattened: nested keys are joined by dots, lists are written on one line and cut. No stage
//! of the compiler looks at it.

use crate::diagnostic::{number, shown};

/// How many elements of a list are shown.
const SHOWN: usize = 8;

/// A value of the metadata.
#[derive(Debug, Clone, PartialEq)]
pub enum Metadata {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Self>),
    /// Named values, in order; a name comes once.
    Fields(Vec<(String, Self)>),
}

impl From<bool> for Metadata {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Metadata {
    /// A number that is not finite cannot be written into a model file; it becomes `Null`.
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Null }
    }
}

impl From<usize> for Metadata {
    fn from(value: usize) -> Self {
        Self::Number(value as f64)
    }
}

impl From<&str> for Metadata {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Metadata {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Metadata>> From<Vec<T>> for Metadata {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

/// The leaves as pairs of `key.subkey` and a text that fits on a line.
pub fn flatten(fields: &[(String, Metadata)]) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    for (key, value) in fields {
        flatten_into(value, &shown(key), &mut entries);
    }
    entries
}

fn flatten_into(value: &Metadata, path: &str, entries: &mut Vec<(String, String)>) {
    match value {
        Metadata::Fields(fields) => {
            for (key, value) in fields {
                flatten_into(value, &shown(&format!("{path}.{key}")), entries);
            }
        }
        leaf => entries.push((path.to_owned(), text(leaf))),
    }
}

fn text(value: &Metadata) -> String {
    match value {
        Metadata::Null => "none".to_owned(),
        Metadata::Bool(value) => value.to_string(),
        Metadata::Number(value) => number(*value),
        Metadata::Text(text) => shown(text),
        Metadata::List(items) if is_table(items) => format!("[{} rows]", items.len()),
        Metadata::List(items) => listed(items),
        Metadata::Fields(_) => "{…}".to_owned(),
    }
}

fn listed(items: &[Metadata]) -> String {
    let first = items.iter().take(SHOWN).map(brief).collect::<Vec<_>>().join(", ");
    match items.len() > SHOWN {
        true => format!("[{first}, … {} in all]", items.len()),
        false => format!("[{first}]"),
    }
}

/// A value inside a list: lists in it are not written out.
fn brief(value: &Metadata) -> String {
    match value {
        Metadata::List(_) => "[…]".to_owned(),
        leaf => text(leaf),
    }
}

/// Whether a list holds nothing but rows of numbers.
fn is_table(items: &[Metadata]) -> bool {
    let number = |item: &Metadata| matches!(item, Metadata::Number(_));
    let row = |item: &Metadata| matches!(item, Metadata::List(cells) if cells.iter().all(number));
    !items.is_empty() && items.iter().all(row)
}

#[cfg(test)]
mod tests {
    use super::{Metadata, flatten};

    #[test]
    fn what_is_not_finite_is_null() {
        assert_eq!(
            Metadata::from(vec![1.0, f64::NAN]),
            Metadata::List(vec![Metadata::Number(1.0), Metadata::Null])
        );
    }

    #[test]
    fn nested_keys_are_joined() {
        let result =
            Metadata::Fields(vec![("rmse_c".to_owned(), 0.42.into()), ("clean".to_owned(), true.into())]);
        let flat = flatten(&[("seed".to_owned(), 7usize.into()), ("result".to_owned(), result)]);
        let lines: Vec<String> = flat.iter().map(|(key, value)| format!("{key} {value}")).collect();
        assert_eq!(lines, ["seed 7", "result.rmse_c 0.42", "result.clean true"]);
    }
}
