//! Builds the tree while serde_json reads, and stops it when the budget is spent.
//!
//! The limits are far above any model for a microcontroller. Each is checked before the value is kept, so
//! that memory stays within a small multiple of the text whatever the text says. serde_json itself refuses to
//! nest deeper than 128.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::{Matrix, Node};

/// Longest array, and so the largest number of rows or columns.
pub(crate) const MAX_ARRAY: usize = 65_536;
/// Most fields in one object.
pub(crate) const MAX_FIELDS: usize = 1_024;
/// Longest string, in bytes.
pub(crate) const MAX_TEXT: usize = 65_536;
/// Most fields, and items of arrays that are neither numbers nor rows of numbers.
pub(crate) const MAX_NODES: usize = 1 << 18;
/// Most numbers, weights and biases together.
pub(crate) const MAX_NUMBERS: usize = 1 << 22;

/// The key under which serde_json gives numbers if somebody else in the same build has switched on its
/// feature `arbitrary_precision`. They have to become the same numbers.
const PRECISE_NUMBER: &str = "$serde_json::private::Number";

/// What there was too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    Array,
    Fields,
    Text,
    Nodes,
    Numbers,
}

/// Counts what has been kept, and remembers why reading stopped.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    nodes: Cell<usize>,
    numbers: Cell<usize>,
    excess: Cell<Option<Excess>>,
}

impl Budget {
    /// Why reading stopped, if it was for a limit.
    pub(crate) fn excess(&self) -> Option<Excess> {
        self.excess.get()
    }

    fn nodes<E: Error>(&self, more: usize) -> Result<(), E> {
        self.nodes.set(self.nodes.get().saturating_add(more));
        self.limit(Excess::Nodes, self.nodes.get(), MAX_NODES)
    }

    fn number<E: Error>(&self) -> Result<(), E> {
        self.numbers.set(self.numbers.get().saturating_add(1));
        self.limit(Excess::Numbers, self.numbers.get(), MAX_NUMBERS)
    }

    fn limit<E: Error>(&self, excess: Excess, amount: usize, most: usize) -> Result<(), E> {
        if amount <= most {
            return Ok(());
        }
        self.excess.set(Some(excess));
        Err(E::custom("over budget"))
    }
}

/// Reads one document and nothing behind it.
pub(crate) fn tree<'t>(text: &'t str, budget: &Budget) -> Result<Node<'t>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let node = Value(budget).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(node)
}

#[derive(Clone, Copy)]
struct Value<'b>(&'b Budget);

impl Value<'_> {
    fn precise_number<'t, E: Error>(self, text: &str) -> Result<Node<'t>, E> {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => self.visit_f64(number),
            _ => Err(E::custom("number out of range")),
        }
    }
}

impl<'t> DeserializeSeed<'t> for Value<'_> {
    type Value = Node<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Node<'t>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Value<'_> {
    type Value = Node<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'t>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node<'t>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node<'t>, E> {
        self.0.number().map(|()| Node::Number(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node<'t>, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node<'t>, E> {
        self.visit_f64(value as f64)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'t str) -> Result<Node<'t>, E> {
        Text(self.0).visit_borrowed_str(text).map(Node::Text)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node<'t>, E> {
        Text(self.0).visit_str(text).map(Node::Text)
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut items: A) -> Result<Node<'t>, A::Error> {
        let mut array = Node::Numbers(Vec::new());
        let mut length = 0;
        while let Some(item) = items.next_element_seed(self)? {
            length += 1;
            self.0.limit(Excess::Array, length, MAX_ARRAY)?;
            append(&mut array, item, self.0)?;
        }
        if let Node::Array(items) = &mut array {
            items.shrink_to_fit();
        }
        Ok(array)
    }

    fn visit_map<A: MapAccess<'t>>(self, mut entries: A) -> Result<Node<'t>, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = entries.next_key_seed(Text(self.0))? {
            if key == PRECISE_NUMBER && fields.is_empty() {
                return self.precise_number(&entries.next_value::<String>()?);
            }
            self.0.limit(Excess::Fields, fields.len() + 1, MAX_FIELDS)?;
            self.0.nodes(1)?;
            fields.push((key, entries.next_value_seed(self)?));
        }
        fields.shrink_to_fit();
        Ok(Node::Object(fields))
    }
}

/// Adds an item to an array in its most compact form, and falls back to separate nodes when the items are
/// mixed.
fn append<'t, E: Error>(array: &mut Node<'t>, item: Node<'t>, budget: &Budget) -> Result<(), E> {
    match (array, item) {
        (Node::Numbers(numbers), Node::Number(number)) => numbers.push(number),
        (Node::Rows(matrix), Node::Numbers(row)) => matrix.push(&row),
        (array @ Node::Numbers(_), Node::Numbers(row)) if array.is_empty_array() => {
            let mut matrix = Matrix::default();
            matrix.push(&row);
            *array = Node::Rows(matrix);
        }
        (Node::Array(items), item) => {
            budget.nodes(1)?;
            items.push(item);
        }
        (array, item) => {
            let mut items = std::mem::replace(array, Node::Null).into_items().unwrap_or_default();
            budget.nodes(items.len() + 1)?;
            items.push(item);
            *array = Node::Array(items);
        }
    }
    Ok(())
}

/// A string or key: borrowed where the text holds it as it is.
struct Text<'b>(&'b Budget);

impl<'t> DeserializeSeed<'t> for Text<'_> {
    type Value = Cow<'t, str>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Cow<'t, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Text<'_> {
    type Value = Cow<'t, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'t str) -> Result<Cow<'t, str>, E> {
        self.0.limit(Excess::Text, text.len(), MAX_TEXT)?;
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'t, str>, E> {
        self.0.limit(Excess::Text, text.len(), MAX_TEXT)?;
        Ok(Cow::Owned(text.to_owned()))
    }
}
