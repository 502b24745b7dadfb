//! Bytes that are aligned like the memory of the chip.

use crate::graph::Data;

/// Bytes in words, so that tensors of every element type may lie in them.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) words: Vec<u64>,
}

impl Words {
    pub(super) fn zeros(bytes: usize) -> Self {
        Self { words: vec![0; bytes.div_ceil(8)] }
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let mut words = Self::zeros(bytes.len());
        words.fill(bytes);
        words
    }

    /// The values of a constant, in the order of bytes of the host.
    pub(super) fn of(data: &Data) -> Self {
        let bytes: Vec<u8> = match data {
            Data::I8(values) => values.iter().flat_map(|value| value.to_ne_bytes()).collect(),
            Data::U8(values) => values.to_vec(),
            Data::I16(values) => values.iter().flat_map(|value| value.to_ne_bytes()).collect(),
            Data::I32(values) => values.iter().flat_map(|value| value.to_ne_bytes()).collect(),
            Data::I64(values) => values.iter().flat_map(|value| value.to_ne_bytes()).collect(),
            Data::F32(values) => values.iter().flat_map(|value| value.to_ne_bytes()).collect(),
        };
        Self::from_bytes(&bytes)
    }

    /// `count` elements of `width` bytes that all have the low bits of a value.
    pub(super) fn repeated(value: i32, width: usize, count: usize) -> Self {
        let element: Vec<u8> = match width {
            1 => (value as i8).to_ne_bytes().to_vec(),
            2 => (value as i16).to_ne_bytes().to_vec(),
            4 => value.to_ne_bytes().to_vec(),
            _ => i64::from(value).to_ne_bytes().to_vec(),
        };
        Self::from_bytes(&element.repeat(count))
    }

    /// Overwrites the bytes with as many others.
    pub(super) fn fill(&mut self, bytes: &[u8]) {
        for (word, chunk) in self.words.iter_mut().zip(bytes.chunks(8)) {
            let mut padded = [0; 8];
            padded[..chunk.len()].copy_from_slice(chunk);
            *word = u64::from_ne_bytes(padded);
        }
    }

    /// `count` of the bytes, from `start` on.
    pub(super) fn part(&self, start: usize, count: usize) -> Vec<u8> {
        let byte = |index: usize| self.words.get(index / 8).map(|word| word.to_ne_bytes()[index % 8]);
        (start..start + count).filter_map(byte).collect()
    }
}
