//! 16-bit weights, or 8-bit ones widened to 16 for the sake of SMLABB and SMLATT, two to a word.
//!
//! **Format**: column `2i` in the low half of an element, column `2i + 1` in its high half; elements in blocks of
//! two rows, column pair after column pair, and a last row of its own where their number is odd.

use super::{ROWS, high, low, mac2};
use crate::layout::walk::{Source, Walk};

#[inline(always)]
const fn dot(acc: i32, x: i32, weights: i32) -> i32 {
    mac2(acc, x, low(weights), high(weights))
}

super::kernels!(i32);

/// Packed weights of one layer; `N` is [`len`] of its shape.
#[derive(Clone, Copy)]
pub struct Halves<const N: usize>(pub(crate) [i32; N]);

impl<const N: usize> Halves<N> {
    /// Packs row-major two's complement bytes, one weight each.
    pub const fn from_i8(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut packed = [0; N];
        pack_i8(bytes, inputs, outputs, &mut packed);
        Self(packed)
    }

    /// Packs row-major little-endian pairs of bytes, one weight each.
    pub const fn from_i16(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut packed = [0; N];
        pack(bytes, inputs, outputs, &mut packed);
        Self(packed)
    }
}

/// As [`Halves::from_i8`], into a slice of [`len`] elements.
pub const fn pack_i8(bytes: &[u8], inputs: usize, outputs: usize, packed: &mut [i32]) {
    let source = Source { bytes, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, ROWS, 2), packed);
    while let (Some((row, column)), [slot, ..]) = (walk.next(), &mut *packed) {
        let (even, odd) = (source.i8(row, column), source.i8(row, column.wrapping_add(1)));
        *slot = super::pair(even as i32, odd as i32);
        packed = crate::layout::tail(packed);
    }
}

/// As [`Halves::from_i16`], into a slice of [`len`] elements.
pub const fn pack(bytes: &[u8], inputs: usize, outputs: usize, packed: &mut [i32]) {
    let source = Source { bytes, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, ROWS, 2), packed);
    while let (Some((row, column)), [slot, ..]) = (walk.next(), &mut *packed) {
        let (even, odd) = (source.i16(row, column), source.i16(row, column.wrapping_add(1)));
        *slot = super::pair(even as i32, odd as i32);
        packed = crate::layout::tail(packed);
    }
}
