//! Writes flatbuffers for tests: tables with any fields, also such as no converter would write. The test of hostile files
//! takes this file too.
//!
//! The parts of a file are written one behind the other, the root last; an offset that leads forward is only known then,
//! so that tables and vectors of tables are laid out before what they point at.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::flatbuffer::Field;

/// What a field holds.
#[derive(Clone)]
#[allow(dead_code, reason = "hostile files share what they point at, unit tests do not")]
pub(super) enum Value {
    /// A number of so many little-endian bytes.
    Number(Vec<u8>),
    /// A vector of numbers: how many, and their bytes.
    Vector(usize, Vec<u8>),
    /// A table.
    Table(Fields),
    /// A vector of tables.
    Tables(Vec<Fields>),
    /// A vector of so many offsets to one and the same table.
    Repeated(usize, Fields),
    /// A text or another vector that all fields with this key point at: it is written once, at the end of the file.
    Shared(&'static str, Rc<Value>),
}

/// The fields of a table.
pub(super) type Fields = Vec<(Field, Value)>;

macro_rules! numbers {
    ($($number:ident)*) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(number.to_le_bytes().to_vec())
            }
        }

        impl From<&[$number]> for Value {
            fn from(numbers: &[$number]) -> Self {
                Self::Vector(numbers.len(), numbers.iter().flat_map(|number| number.to_le_bytes()).collect())
            }
        }

        impl<const N: usize> From<[$number; N]> for Value {
            fn from(numbers: [$number; N]) -> Self {
                numbers.as_slice().into()
            }
        })*
    };
}

numbers! { u8 i8 i16 u32 i32 u64 i64 f32 }

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        Self::Table(fields)
    }
}

impl From<Vec<Fields>> for Value {
    fn from(tables: Vec<Fields>) -> Self {
        Self::Tables(tables)
    }
}

/// A whole file: root offset, identifier, and the table at the root.
pub(super) fn file(root: &Fields) -> Vec<u8> {
    let mut writer = Writer { bytes: vec![0, 0, 0, 0], shared: BTreeMap::new() };
    writer.bytes.extend(super::schema::IDENTIFIER);
    let target = writer.table(root);
    writer.point(0, target);
    writer.finish()
}

struct Writer {
    bytes: Vec<u8>,
    /// What is written last, and the places that point at it.
    shared: BTreeMap<&'static str, (Rc<Value>, Vec<usize>)>,
}

impl Writer {
    /// Appends a table, its vtable before it, and all that it points at; returns where it is.
    fn table(&mut self, fields: &Fields) -> usize {
        let slots = fields.iter().map(|(field, _)| usize::from(field.id) + 1).max().unwrap_or_default();
        let mut places = vec![0u16; slots];
        let mut body: Vec<u8> = vec![0; 4];
        for (field, value) in fields {
            places[usize::from(field.id)] = u16::try_from(body.len()).expect("a small table");
            match value {
                Value::Number(number) => body.extend(number),
                _ => body.extend([0; 4]),
            }
        }
        let vtable = self.bytes.len();
        let lengths = [4 + 2 * slots, body.len()].map(|length| u16::try_from(length).expect("a small table"));
        self.bytes.extend(lengths.into_iter().chain(places.iter().copied()).flat_map(u16::to_le_bytes));
        let start = self.bytes.len();
        let back = i32::try_from(start - vtable).expect("a small file");
        body[..4].copy_from_slice(&back.to_le_bytes());
        self.bytes.extend(body);
        for (field, value) in fields {
            self.value(start + usize::from(places[usize::from(field.id)]), value);
        }
        start
    }

    /// Appends what a field points at.
    fn value(&mut self, place: usize, value: &Value) {
        let target = match value {
            Value::Number(_) => return,
            Value::Vector(length, numbers) => self.vector(*length, numbers),
            Value::Table(fields) => self.table(fields),
            Value::Tables(all) => {
                let start = self.vector(all.len(), &vec![0; 4 * all.len()]);
                for (index, fields) in all.iter().enumerate() {
                    let target = self.table(fields);
                    self.point(start + 4 + 4 * index, target);
                }
                start
            }
            Value::Repeated(length, fields) => {
                let start = self.vector(*length, &vec![0; 4 * length]);
                let target = self.table(fields);
                (0..*length).for_each(|index| self.point(start + 4 + 4 * index, target));
                start
            }
            Value::Shared(key, value) => {
                let empty = || (Rc::clone(value), Vec::new());
                return self.shared.entry(key).or_insert_with(empty).1.push(place);
            }
        };
        self.point(place, target);
    }

    fn vector(&mut self, length: usize, numbers: &[u8]) -> usize {
        let start = self.bytes.len();
        self.bytes.extend(u32::try_from(length).expect("a short vector").to_le_bytes());
        self.bytes.extend(numbers);
        start
    }

    /// Writes the offset from one place to a later one.
    fn point(&mut self, from: usize, to: usize) {
        let forward = u32::try_from(to - from).expect("a small file");
        self.bytes[from..from + 4].copy_from_slice(&forward.to_le_bytes());
    }

    fn finish(mut self) -> Vec<u8> {
        for (value, places) in std::mem::take(&mut self.shared).into_values() {
            let target = self.bytes.len();
            match &*value {
                Value::Vector(length, numbers) => _ = self.vector(*length, numbers),
                _ => unreachable!("only vectors are shared"),
            }
            places.into_iter().for_each(|place| self.point(place, target));
        }
        self.bytes
    }
}
