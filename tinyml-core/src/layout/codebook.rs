//! Weights as indices into one table for each layer, packed alike for every layout.
//!
//! **Format**: a table of `K` weights, and for each weight of the layer an index of `log2 K` bits. Eight columns of a row are a
//! string of bits, the first column in the lowest bits of the first byte, and take as many bytes as an index has bits; what is
//! left of a row is padded to an even number of columns and to whole bytes. Rows lie in blocks of `ROWS`, eight columns of one
//! behind those of the other. The kernels are in [`super::offset::codebook`] and [`super::pairs::codebook`].
//!
//! **Cost**: instructions of a whole inference of a network 64-32-1, of which the first layer is stored so and all else takes
//! about 1,300 (Armv6-M) and 900 (Armv7E-M), and bytes of that layer's weights; rustc 1.95, opt-level 3.
//!
//! | storage | Armv6-M | Armv7E-M | bytes |
//! |---|---|---|---|
//! | 8 bits | 9,658 | 5,680 | 2,048 |
//! | 4 bits | 13,476 | 7,134 | 1,024 |
//! | 16 values | 16,089 | 9,215 | 1,040 |
//! | 8 values | 18,459 | 9,809 | 776 |
//! | 4 values | 15,961 | 9,518 | 516 |
//!
//! So a table saves flash and never time. Sixteen values take the flash of 4 bits and more time: they pay by their accuracy,
//! where 15 equal steps are too coarse for a layer. A row of 16 inputs takes 6 bytes with 8 values and 8 with 16.
//!
//! **Source**: Han, Mao and Dally, "Deep Compression" (2015), section 3, "trained quantization and weight sharing".
#![allow(clippy::as_conversions, reason = "an index is widened, and `From` is not const")]

use super::walk::{Source, Walk};

/// Columns that are decoded at a time; their indices fill whole bytes.
pub(super) const GROUP: usize = 8;

/// Words of two activations that hold as many columns.
pub(super) const PAIRS: usize = GROUP / 2;

/// The weights of one layer, as the kernels take them.
#[derive(Clone, Copy, Debug)]
pub struct Codes<'a, const K: usize> {
    /// The values that a weight can have.
    pub table: &'a [i8; K],
    /// Packed indices, in the order of the layout.
    pub indices: &'a [u8],
}

/// Bits of an index into a table of `K` weights.
#[inline(always)]
const fn bits<const K: usize>() -> usize {
    K.wrapping_sub(1).count_ones() as usize
}

impl<const K: usize> Codes<'_, K> {
    /// Bytes of a row of indices. Two activations may share a word, so columns count by twos.
    #[inline(always)]
    pub(super) const fn row_len(inputs: usize) -> usize {
        inputs.div_ceil(2).saturating_mul(2).saturating_mul(bits::<K>()).div_ceil(8)
    }
}

/// A row in chunks of as many bytes as eight columns take, of `columns`, and what the others take.
#[inline(always)]
pub(super) const fn chunks<const BYTES: usize>(row: &[u8], columns: usize) -> (&[[u8; BYTES]], &[u8]) {
    match row.split_at_checked(columns.wrapping_div(GROUP).wrapping_mul(BYTES)) {
        Some((whole, rest)) => (whole.as_chunks().0, rest),
        None => (&[], &[]),
    }
}

/// Stored bytes of the indices of a layer of `inputs` × `outputs`, besides the table.
pub const fn len<const K: usize>(inputs: usize, outputs: usize) -> usize {
    Codes::<K>::row_len(inputs).saturating_mul(outputs)
}

/// [`len`] with two bits an index.
pub const fn codebook2_len(inputs: usize, outputs: usize) -> usize {
    len::<4>(inputs, outputs)
}

/// [`len`] with three bits an index.
pub const fn codebook3_len(inputs: usize, outputs: usize) -> usize {
    len::<8>(inputs, outputs)
}

/// [`len`] with four bits an index.
pub const fn codebook4_len(inputs: usize, outputs: usize) -> usize {
    len::<16>(inputs, outputs)
}

/// The weight of column `column` of eight whose indices are `codes`.
#[inline(always)]
pub(super) const fn weight<const K: usize>(table: &[i8; K], codes: u32, column: u32) -> i32 {
    let index = codes.wrapping_shr(column.wrapping_mul(bits::<K>() as u32)) as usize & K.wrapping_sub(1);
    match table.split_at_checked(index) {
        Some((_, [weight, ..])) => *weight as i32,
        _ => 0,
    }
}

/// Up to four bytes as one string of bits.
#[inline(always)]
pub(super) const fn joined(bytes: &[u8]) -> u32 {
    let (mut bytes, mut bits, mut shift) = (bytes, 0_u32, 0_u32);
    while let [byte, rest @ ..] = bytes {
        bits |= (*byte as u32).wrapping_shl(shift);
        (bytes, shift) = (rest, shift.wrapping_add(8));
    }
    bits
}

/// Packs row-major indices, one to a byte, into a slice of [`len`] bytes, in blocks of `ROWS` rows.
pub const fn pack<const K: usize, const ROWS: usize>(
    indices: &[u8],
    inputs: usize,
    outputs: usize,
    packed: &mut [u8],
) {
    let source = Source { bytes: indices, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, ROWS, GROUP), packed);
    while let Some((row, column)) = walk.next() {
        let mut word = 0_u32;
        let mut lane = GROUP;
        while lane > 0 {
            lane = lane.wrapping_sub(1);
            let index = source.i8(row, column.wrapping_add(lane)) as u32 & (K as u32).wrapping_sub(1);
            word = word.wrapping_shl(bits::<K>() as u32) | index;
        }
        let columns = if inputs.wrapping_sub(column) < GROUP { inputs.wrapping_sub(column) } else { GROUP };
        let mut bytes = Codes::<K>::row_len(columns);
        while bytes > 0 {
            let [slot, ..] = &mut *packed else { return };
            *slot = word as u8;
            packed = super::tail(packed);
            (word, bytes) = (word.wrapping_shr(8), bytes.wrapping_sub(1));
        }
    }
}

/// Table and packed indices of one layer; `N` is [`len`] of its shape.
#[derive(Clone, Copy)]
pub struct Codebook<const K: usize, const N: usize> {
    table: [i8; K],
    indices: [u8; N],
}

impl<const K: usize, const N: usize> Codebook<K, N> {
    /// Takes a table, as bytes of two's complement, and row-major indices, one to a byte.
    pub const fn from_indices(table: &[u8; K], indices: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut weights = [0; K];
        let (mut from, mut to): (&[u8], &mut [i8]) = (table, &mut weights);
        while let ([byte, rest @ ..], [slot, ..]) = (from, &mut *to) {
            *slot = byte.cast_signed();
            (from, to) = (rest, super::tail(to));
        }
        let mut packed = [0; N];
        super::native::codebook::pack::<K>(indices, inputs, outputs, &mut packed);
        Self { table: weights, indices: packed }
    }

    /// The weights, as the kernels take them.
    #[inline(always)]
    pub(crate) const fn codes(&self) -> Codes<'_, K> {
        Codes { table: &self.table, indices: &self.indices }
    }
}

/// Indices of two bits.
pub type Codebook2<const N: usize> = Codebook<4, N>;
/// Indices of three bits.
pub type Codebook3<const N: usize> = Codebook<8, N>;
/// Indices of four bits.
pub type Codebook4<const N: usize> = Codebook<16, N>;
