//! The values of constant tensors.
//!
//! A buffer is decoded once for each type that it is read as, however many tensors share it; and since honest buffers do not
//! overlap, all that is decoded is bounded by twice the file (two 4-bit integers lie in a byte).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::open::Parts;
use crate::diagnostic::{Code, Diagnostic, count};
use crate::graph::lower::Refused;
use crate::graph::{Data, ElementType};
use crate::tflite::flatbuffer::Scalar;
use crate::tflite::schema::buffer;

/// Decodes buffers.
pub(super) struct Constants<'a> {
    parts: Parts<'a>,
    decoded: BTreeMap<(u32, &'static str, usize), Data>,
    /// Values that may still be made.
    left: usize,
}

impl<'a> Constants<'a> {
    pub(super) fn new(parts: Parts<'a>) -> Self {
        Self { parts, decoded: BTreeMap::new(), left: 2 * parts.file.len() }
    }

    /// The bytes of a buffer; `None` where there are none, which means that the tensor is computed.
    pub(super) fn bytes(&self, number: u32) -> Result<Option<&'a [u8]>, Refused> {
        let buffers = self.parts.buffers;
        let table = match usize::try_from(number).ok().and_then(|number| buffers.get(number)) {
            Some(table) => table?,
            // The first buffer stands for none; a file without any constants may leave it out.
            None if number == 0 => return Ok(None),
            None => {
                return Err(damaged(format!(
                    "buffer {number} is used, but there are only {}",
                    buffers.len()
                )));
            }
        };
        let inside = table.text(buffer::DATA)?;
        if !inside.is_empty() {
            return Ok(Some(inside));
        }
        // In files of more than 2 GB, and where somebody asked for it, data lie behind the flatbuffer.
        let (offset, size) = (table.scalar::<u64>(buffer::OFFSET, 0)?, table.scalar::<u64>(buffer::SIZE, 0)?);
        if offset <= 1 || size == 0 {
            return Ok(None);
        }
        let range =
            usize::try_from(offset).ok().zip(offset.checked_add(size).and_then(|end| end.try_into().ok()));
        let outside = range.and_then(|(start, end): (usize, usize)| self.parts.file.get(start..end));
        outside.map(Some).ok_or_else(|| {
            let file = self.parts.file.len();
            damaged(format!(
                "buffer {number} has {size} bytes at byte {offset}, past the end of the file's {file} bytes"
            ))
        })
    }

    /// The values of a buffer as a tensor of some type and size.
    pub(super) fn values(
        &mut self,
        number: u32,
        element: ElementType,
        amount: usize,
    ) -> Result<Data, Refused> {
        let key = (number, element.name(), amount);
        if let Some(data) = self.decoded.get(&key) {
            return Ok(data.clone());
        }
        let bytes = self.bytes(number)?.unwrap_or_default();
        let expected = packed(element, amount);
        if bytes.len() != expected {
            let message =
                format!("has {} of {}, which do not fit its data", count(amount, "value"), element.name());
            let diagnostic = Diagnostic::new(Code::ConstantLength, message)
                .expected(count(expected, "byte"))
                .found(count(bytes.len(), "byte"))
                .help(
                    "the file was damaged, or written by a tool that does not keep shapes and data together",
                );
            return Err(Box::new(diagnostic));
        }
        self.left = self.left.checked_sub(amount).ok_or_else(|| {
            let message = "constants that overlap in the file would take more memory than the whole file";
            Box::new(Diagnostic::new(Code::TfliteTooLarge, message))
        })?;
        let data = decode(element, bytes, amount);
        self.decoded.insert(key, data.clone());
        Ok(data)
    }
}

/// Bytes of so many values in a file.
fn packed(element: ElementType, amount: usize) -> usize {
    match element {
        ElementType::I4 => amount.div_ceil(2),
        ElementType::I8
        | ElementType::U8
        | ElementType::Bool
        | ElementType::I16
        | ElementType::I32
        | ElementType::F32
        | ElementType::I64 => amount.saturating_mul(element.bytes()),
    }
}

fn decode(element: ElementType, bytes: &[u8], amount: usize) -> Data {
    match element {
        ElementType::I4 => Data::I8(nibbles(bytes, amount)),
        ElementType::I8 => Data::I8(numbers(bytes)),
        ElementType::Bool => Data::I8(bytes.iter().map(|&byte| i8::from(byte != 0)).collect()),
        ElementType::U8 => Data::U8(bytes.into()),
        ElementType::I16 => Data::I16(numbers(bytes)),
        ElementType::I32 => Data::I32(numbers(bytes)),
        ElementType::I64 => Data::I64(numbers(bytes)),
        ElementType::F32 => Data::F32(numbers(bytes)),
    }
}

fn numbers<T: Scalar>(bytes: &[u8]) -> Rc<[T]> {
    bytes.chunks_exact(T::SIZE).map(T::from_bytes).collect()
}

/// Two signed integers of 4 bits to a byte, the lower half first.
fn nibbles(bytes: &[u8], amount: usize) -> Rc<[i8]> {
    let halves = bytes.iter().flat_map(|byte| [(byte << 4).cast_signed() >> 4, byte.cast_signed() >> 4]);
    halves.take(amount).collect()
}

fn damaged(message: String) -> Refused {
    Box::new(Diagnostic::new(Code::TfliteDamaged, message))
}

#[cfg(test)]
mod tests {
    use super::{Data, ElementType, decode};

    #[test]
    fn the_lower_half_of_a_byte_comes_first() {
        let values = decode(ElementType::I4, &[0x8f, 0x71, 0xf5], 5);
        assert_eq!(values, Data::I8([-1, -8, 1, 7, 5].into()));
    }

    #[test]
    fn numbers_are_little_endian() {
        assert_eq!(decode(ElementType::I16, &[0, 0x80, 1, 0], 2), Data::I16([i16::MIN, 1].into()));
        assert_eq!(decode(ElementType::Bool, &[0, 2], 2), Data::I8([0, 1].into()));
        assert_eq!(decode(ElementType::F32, &0.5f32.to_le_bytes(), 1), Data::F32([0.5].into()));
    }
}
