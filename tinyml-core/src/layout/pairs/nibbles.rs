//! 4-bit weights, two to a byte.
//!
//! **Format**: column `2i` in the low nibble, column `2i + 1` in the high one, both in two's complement; the order
//! of [`super::halves`].

use super::{ROWS, mac2};
use crate::layout::walk::{Source, Walk};

#[inline(always)]
const fn dot(acc: i32, x: i32, weights: i8) -> i32 {
    mac2(acc, x, weights.wrapping_shl(4).wrapping_shr(4) as i32, weights.wrapping_shr(4) as i32)
}

super::kernels!(i8);

/// Packed weights of one layer; `N` is [`len`] of its shape.
#[derive(Clone, Copy)]
pub struct Nibbles<const N: usize>(pub(crate) [i8; N]);

impl<const N: usize> Nibbles<N> {
    /// Packs row-major two's complement bytes, one weight of -8..=7 each.
    pub const fn from_i4(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut packed = [0; N];
        pack(bytes, inputs, outputs, &mut packed);
        Self(packed)
    }
}

/// As [`Nibbles::from_i4`], into a slice of [`len`] elements.
pub const fn pack(bytes: &[u8], inputs: usize, outputs: usize, packed: &mut [i8]) {
    let source = Source { bytes, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, ROWS, 2), packed);
    while let (Some((row, column)), [slot, ..]) = (walk.next(), &mut *packed) {
        let (even, odd) = (source.i8(row, column), source.i8(row, column.wrapping_add(1)));
        *slot = (even & 15) | odd.wrapping_shl(4);
        packed = crate::layout::tail(packed);
    }
}
