//! The tree that a JSON text becomes, and how its values are named in messages.

use std::borrow::Cow;

use crate::diagnostic::{count, number, quoted};

/// A value; strings are borrowed from the text where they hold no escapes.
#[derive(Debug, Clone, PartialEq)]
pub enum Node<'t> {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A finite number.
    Number(f64),
    /// A string.
    Text(Cow<'t, str>),
    /// An array of numbers only; also the empty array.
    Numbers(Vec<f64>),
    /// An array, not empty, of arrays of numbers only.
    Rows(Matrix),
    /// Any other array.
    Array(Vec<Node<'t>>),
    /// Fields in the order of the text, repeated ones included.
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

/// Rows of numbers, not necessarily of one length, in one vector.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// All rows, one after the other.
    pub values: Vec<f64>,
    /// Where each row ends in `values`.
    pub ends: Vec<usize>,
}

impl Matrix {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    /// Length of a row, 0 past the end.
    pub fn width(&self, row: usize) -> usize {
        let end = |row: usize| self.ends.get(row).copied().unwrap_or_default();
        let start = if row == 0 { 0 } else { end(row - 1) };
        end(row).saturating_sub(start)
    }

    /// The rows that are not `width` long.
    pub fn rows_other_than(&self, width: usize) -> Vec<usize> {
        (0..self.rows()).filter(|&row| self.width(row) != width).collect()
    }

    /// Adds a row at the end.
    pub fn push(&mut self, row: &[f64]) {
        self.values.extend_from_slice(row);
        self.ends.push(self.values.len());
    }

    /// The rows as separate values.
    pub fn into_rows<'t>(self) -> Vec<Node<'t>> {
        let mut start = 0;
        let row = |&end: &usize| Node::Numbers(self.values[std::mem::replace(&mut start, end)..end].to_vec());
        self.ends.iter().map(row).collect()
    }
}

impl<'t> Node<'t> {
    /// The first field of a name, if this is an object that has it.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, node)| node),
            _ => None,
        }
    }

    /// Whether this is an array without elements.
    pub fn is_empty_array(&self) -> bool {
        matches!(self, Self::Numbers(numbers) if numbers.is_empty())
    }

    /// The elements of an array, or the value itself if it is none.
    pub fn into_items(self) -> Result<Vec<Self>, Self> {
        match self {
            Self::Numbers(numbers) => Ok(numbers.into_iter().map(Node::Number).collect()),
            Self::Rows(matrix) => Ok(matrix.into_rows()),
            Self::Array(items) => Ok(items),
            other => Err(other),
        }
    }

    /// The value in a message: what it is, with as much of it as fits.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "`null`".to_owned(),
            Self::Bool(value) => format!("`{value}`"),
            Self::Number(value) => format!("the number `{}`", number(*value)),
            Self::Text(text) => format!("the string {}", quoted(&format!("\"{text}\""))),
            array if array.is_empty_array() => "an empty array".to_owned(),
            Self::Numbers(numbers) => format!("an array of {}", count(numbers.len(), "number")),
            Self::Rows(matrix) => format!("an array of {}", count(matrix.rows(), "array")),
            Self::Array(items) => format!("an array of {}", count(items.len(), "value")),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}
