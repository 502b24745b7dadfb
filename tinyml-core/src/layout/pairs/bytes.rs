//! 8-bit weights, two to an element.
//!
//! **Format**: `[column 2i, column 2i + 1]` of one row; the order of [`super::halves`]. Half the flash of that
//! format, for one load more for each pair of products.

use super::{ROWS, mac2};
use crate::layout::walk::{Source, Walk};

#[inline(always)]
const fn dot(acc: i32, x: i32, weights: [i8; 2]) -> i32 {
    let [even, odd] = weights;
    mac2(acc, x, even as i32, odd as i32)
}

super::kernels!([i8; 2]);

/// Packed weights of one layer; `N` is [`len`] of its shape.
#[derive(Clone, Copy)]
pub struct Bytes<const N: usize>(pub(crate) [[i8; 2]; N]);

impl<const N: usize> Bytes<N> {
    /// Packs row-major two's complement bytes, one weight each.
    pub const fn from_i8(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut packed = [[0; 2]; N];
        pack(bytes, inputs, outputs, &mut packed);
        Self(packed)
    }
}

/// As [`Bytes::from_i8`], into a slice of [`len`] elements.
pub const fn pack(bytes: &[u8], inputs: usize, outputs: usize, packed: &mut [[i8; 2]]) {
    let source = Source { bytes, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, ROWS, 2), packed);
    while let (Some((row, column)), [slot, ..]) = (walk.next(), &mut *packed) {
        *slot = [source.i8(row, column), source.i8(row, column.wrapping_add(1))];
        packed = crate::layout::tail(packed);
    }
}
