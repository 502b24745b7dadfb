//! Reads flatbuffers where they lie: tables with optional fields, scalars, vectors, texts and unions.
//!
//! Nothing is trusted. Every offset and every length is checked against the file before anything is read through it, in
//! arithmetic that cannot wrap, and nothing is allocated. There is no recursion: who follows an offset gets another
//! [`Table`], and the schema decides how deep that goes. Alignment is not demanded, since nothing is read in place; nor is
//! the zero behind a text.
//!
//! The format is that of <https://flatbuffers.dev/internals/>: an offset is a `u32` from its own place forward; a table
//! begins with an `i32` that leads back to its vtable, a list of `u16`: its own length, the table's, and for each field its
//! place in the table, or zero for the default.

use std::marker::PhantomData;

use super::fault::{Fault, Why};

/// A field of a table: its number in the schema and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Position in the schema's table, from 0; a union counts twice, its type first.
    pub id: u16,
    /// Table and field, such as `Tensor.shape`.
    pub name: &'static str,
}

/// A number that a flatbuffer can hold.
pub trait Scalar: Copy {
    /// Bytes of one number.
    const SIZE: usize;

    /// The number in the first [`SIZE`](Self::SIZE) bytes; zero where there are fewer.
    fn from_bytes(bytes: &[u8]) -> Self;
}

macro_rules! scalars {
    ($($number:ident)*) => {
        $(impl Scalar for $number {
            const SIZE: usize = size_of::<$number>();

            fn from_bytes(bytes: &[u8]) -> Self {
                bytes.first_chunk().map_or(0 as $number, |bytes| $number::from_le_bytes(*bytes))
            }
        })*
    };
}

scalars! { u8 i8 u16 i16 u32 i32 u64 i64 f32 f64 }

/// The bytes of a file.
#[derive(Debug, Clone, Copy)]
pub struct Buffer<'a>(pub &'a [u8]);

impl<'a> Buffer<'a> {
    /// The table at the root.
    pub fn root(self, what: &'static str) -> Result<Table<'a>, Fault> {
        Table::at(self, what, self.target(what, 0)?)
    }

    fn slice(self, what: &'static str, offset: usize, length: u64) -> Result<&'a [u8], Fault> {
        let end = usize::try_from(length).ok().and_then(|length| offset.checked_add(length));
        let bytes = end.and_then(|end| self.0.get(offset..end));
        bytes.ok_or(Fault { what, offset, why: Why::Beyond { length, file: self.0.len() } })
    }

    fn scalar<T: Scalar>(self, what: &'static str, offset: usize) -> Result<T, Fault> {
        self.slice(what, offset, T::SIZE as u64).map(T::from_bytes)
    }

    /// Where the offset at a place leads to.
    fn target(self, what: &'static str, offset: usize) -> Result<usize, Fault> {
        let forward: u32 = self.scalar(what, offset)?;
        let target = usize::try_from(forward).ok().and_then(|forward| offset.checked_add(forward));
        match target {
            Some(target) if forward != 0 && target < self.0.len() => Ok(target),
            _ => Err(Fault { what, offset, why: Why::NoTarget }),
        }
    }
}

/// A table: a set of fields, any of which may be missing.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    buffer: Buffer<'a>,
    what: &'static str,
    offset: usize,
    /// Bytes of the table, with its first four.
    length: u16,
    /// The places of its fields.
    fields: &'a [u8],
}

impl<'a> Table<'a> {
    fn at(buffer: Buffer<'a>, what: &'static str, offset: usize) -> Result<Self, Fault> {
        let back: i32 = buffer.scalar(what, offset)?;
        let place = (offset as i64).wrapping_sub(i64::from(back));
        let fault = |why| Fault { what, offset, why };
        let vtable = usize::try_from(place).map_err(|_| fault(Why::VtablePlace(place)))?;
        let header = buffer.slice(what, vtable, 4).map_err(|_| fault(Why::VtablePlace(place)))?;
        let (list, length) = (u16::from_bytes(header), u16::from_bytes(header.get(2..).unwrap_or_default()));
        if list < 4 || !list.is_multiple_of(2) || length < 4 {
            return Err(fault(Why::VtableLength(list)));
        }
        let list = buffer.slice(what, vtable, u64::from(list)).map_err(|_| fault(Why::VtableLength(list)))?;
        buffer.slice(what, offset, u64::from(length))?;
        Ok(Self { buffer, what, offset, length, fields: list.get(4..).unwrap_or_default() })
    }

    /// Where the table is in the file.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Where a field of so many bytes is in the file, if the table has it.
    fn place(&self, field: Field, size: usize) -> Result<Option<usize>, Fault> {
        let Some(place) = self.fields.get(2 * usize::from(field.id)..).filter(|rest| rest.len() >= 2) else {
            return Ok(None);
        };
        let place = u16::from_bytes(place);
        match usize::from(place) {
            0 => Ok(None),
            start if start >= 4 && start + size <= usize::from(self.length) => Ok(Some(self.offset + start)),
            _ => {
                let why = Why::FieldPlace { field: place, table: self.length };
                Err(Fault { what: field.name, offset: self.offset, why })
            }
        }
    }

    /// A number, or its default.
    pub fn scalar<T: Scalar>(&self, field: Field, default: T) -> Result<T, Fault> {
        match self.place(field, T::SIZE)? {
            Some(place) => self.buffer.scalar(field.name, place),
            None => Ok(default),
        }
    }

    /// A truth value, or its default; every byte but zero is true.
    pub fn flag(&self, field: Field, default: bool) -> Result<bool, Fault> {
        self.scalar(field, u8::from(default)).map(|byte| byte != 0)
    }

    /// Where an offset in this table leads to, if the table has it.
    fn target(&self, field: Field) -> Result<Option<usize>, Fault> {
        self.place(field, 4)?.map(|place| self.buffer.target(field.name, place)).transpose()
    }

    /// A table inside this one.
    pub fn table(&self, field: Field) -> Result<Option<Self>, Fault> {
        self.target(field)?.map(|target| Self::at(self.buffer, field.name, target)).transpose()
    }

    /// A vector of numbers; a missing one is empty.
    pub fn vector<T: Scalar>(&self, field: Field) -> Result<Vector<'a, T>, Fault> {
        Ok(self.optional_vector(field)?.unwrap_or(Vector { bytes: &[], number: PhantomData }))
    }

    /// A vector of numbers, if there is one.
    pub fn optional_vector<T: Scalar>(&self, field: Field) -> Result<Option<Vector<'a, T>>, Fault> {
        let Some((_, bytes)) = self.elements(field, T::SIZE)? else { return Ok(None) };
        Ok(Some(Vector { bytes, number: PhantomData }))
    }

    /// A text as the bytes that it is, of any encoding; a missing one is empty.
    pub fn text(&self, field: Field) -> Result<&'a [u8], Fault> {
        self.vector::<u8>(field).map(|vector| vector.bytes)
    }

    /// A vector of tables; a missing one is empty.
    pub fn tables(&self, field: Field) -> Result<Tables<'a>, Fault> {
        let (offset, bytes) = self.elements(field, 4)?.unwrap_or((self.offset, &[]));
        Ok(Tables { buffer: self.buffer, what: field.name, offset, length: bytes.len() / 4 })
    }

    /// Where the elements of a vector are, and their bytes.
    fn elements(&self, field: Field, size: usize) -> Result<Option<(usize, &'a [u8])>, Fault> {
        let Some(target) = self.target(field)? else { return Ok(None) };
        let length: u32 = self.buffer.scalar(field.name, target)?;
        let bytes = self.buffer.slice(field.name, target + 4, u64::from(length) * size as u64)?;
        Ok(Some((target + 4, bytes)))
    }

    /// The fault of a table that lacks a field.
    pub fn missing(&self, field: Field) -> Fault {
        Fault { what: field.name, offset: self.offset, why: Why::Missing }
    }

    /// What the table is, as the schema calls the field that it was found in.
    pub fn what(&self) -> &'static str {
        self.what
    }
}

/// A vector of numbers.
#[derive(Debug, Clone, Copy)]
pub struct Vector<'a, T> {
    bytes: &'a [u8],
    number: PhantomData<T>,
}

impl<'a, T: Scalar> Vector<'a, T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.bytes.len() / T::SIZE
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes of all.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// One of them.
    pub fn get(&self, index: usize) -> Option<T> {
        let start = index.checked_mul(T::SIZE)?;
        self.bytes.get(start..).filter(|rest| rest.len() >= T::SIZE).map(T::from_bytes)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = T> + use<'a, T> {
        self.bytes.chunks_exact(T::SIZE).map(T::from_bytes)
    }
}

/// A vector of tables. Each is checked when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    buffer: Buffer<'a>,
    what: &'static str,
    offset: usize,
    length: usize,
}

impl<'a> Tables<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// One of them, if the index is within the vector.
    pub fn get(&self, index: usize) -> Option<Result<Table<'a>, Fault>> {
        (index < self.length).then(|| {
            let target = self.buffer.target(self.what, self.offset + 4 * index)?;
            Table::at(self.buffer, self.what, target)
        })
    }

    /// All of them, in order.
    pub fn iter(self) -> impl Iterator<Item = Result<Table<'a>, Fault>> {
        (0..self.length).filter_map(move |index| self.get(index))
    }
}

#[cfg(test)]
#[path = "flatbuffer_tests.rs"]
mod tests;
