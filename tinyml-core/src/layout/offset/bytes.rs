//! 8-bit weights, a byte each.
//!
//! **Format**: row-major; `w + 128` where the layer has an offset, two's complement elsewhere.
#![allow(clippy::as_conversions, reason = "a weight is widened, and `From` is not const")]

use super::{has_offset, whole_elements};
use crate::layout::walk::{Source, Walk};

whole_elements!(u8, i8, 7);

/// Packed weights of one layer; `N` is [`len`] of its shape.
#[derive(Clone, Copy)]
pub struct Bytes<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> Bytes<N> {
    /// Packs row-major two's complement bytes, one weight each.
    pub const fn from_i8(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut packed = [0; N];
        pack(bytes, inputs, outputs, &mut packed);
        Self(packed)
    }
}

/// As [`Bytes::from_i8`], into a slice of [`len`] elements.
pub const fn pack(bytes: &[u8], inputs: usize, outputs: usize, packed: &mut [u8]) {
    let flip = if has_offset(inputs, outputs) { 0x80 } else { 0 };
    let source = Source { bytes, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, 1, 1), packed);
    while let (Some((row, column)), [slot, ..]) = (walk.next(), &mut *packed) {
        *slot = source.i8(row, column).cast_unsigned() ^ flip;
        packed = crate::layout::tail(packed);
    }
}
