//! Writes flatbuffers for tests: tables with any fields, also such as no converter would write.
//!
//! The parts of a file are written one behind the other, the root last; an offset that leads forward is only known then,
//! so that tables and vectors of tables are laid out before what they point at.

use super::flatbuffer::Field;

/// What a field holds.
#[derive(Clone)]
pub(super) enum Value {
    /// A number of so many little-endian bytes.
    Number(Vec<u8>),
    /// A vector of numbers: how many, and their bytes.
    Vector(usize, Vec<u8>),
    /// A table.
    Table(Vec<(Field, Value)>),
    /// A vector of tables.
    Tables(Vec<Vec<(Field, Value)>>),
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
    let mut bytes = vec![0, 0, 0, 0];
    bytes.extend(super::schema::IDENTIFIER);
    let target = table(&mut bytes, root);
    point(&mut bytes, 0, target);
    bytes
}

/// Appends a table, its vtable before it, and all that it points at; returns where it is.
fn table(bytes: &mut Vec<u8>, fields: &Fields) -> usize {
    let slots = fields.iter().map(|(field, _)| usize::from(field.id) + 1).max().unwrap_or_default();
    let mut places = vec![0u16; slots];
    let mut body: Vec<u8> = vec![0; 4];
    for (field, value) in fields {
        places[usize::from(field.id)] = u16::try_from(body.len()).expect("a small table");
        match value {
            Value::Number(number) => body.extend(number),
            Value::Vector(..) | Value::Table(_) | Value::Tables(_) => body.extend([0; 4]),
        }
    }
    let vtable = bytes.len();
    let lengths = [4 + 2 * slots, body.len()].map(|length| u16::try_from(length).expect("a small table"));
    bytes.extend(lengths.into_iter().chain(places.iter().copied()).flat_map(u16::to_le_bytes));
    let start = bytes.len();
    let back = i32::try_from(start - vtable).expect("a small file");
    body[..4].copy_from_slice(&back.to_le_bytes());
    bytes.extend(body);
    for (field, value) in fields {
        let target = match value {
            Value::Number(_) => continue,
            Value::Vector(length, numbers) => vector(bytes, *length, numbers),
            Value::Table(fields) => table(bytes, fields),
            Value::Tables(all) => tables(bytes, all),
        };
        point(bytes, start + usize::from(places[usize::from(field.id)]), target);
    }
    start
}

fn vector(bytes: &mut Vec<u8>, length: usize, numbers: &[u8]) -> usize {
    let start = bytes.len();
    bytes.extend(u32::try_from(length).expect("a short vector").to_le_bytes());
    bytes.extend(numbers);
    start
}

fn tables(bytes: &mut Vec<u8>, all: &[Fields]) -> usize {
    let start = vector(bytes, all.len(), &vec![0; 4 * all.len()]);
    for (index, fields) in all.iter().enumerate() {
        let target = table(bytes, fields);
        point(bytes, start + 4 + 4 * index, target);
    }
    start
}

/// Writes the offset from one place to a later one.
fn point(bytes: &mut [u8], from: usize, to: usize) {
    let forward = u32::try_from(to - from).expect("a small file");
    bytes[from..from + 4].copy_from_slice(&forward.to_le_bytes());
}
