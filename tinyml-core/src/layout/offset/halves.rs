//! 16-bit weights, a halfword each.
//!
//! **Format**: row-major; `w + 32768` where the layer has an offset, two's complement elsewhere.
#![allow(clippy::as_conversions, reason = "a weight is widened, and `From` is not const")]

use super::{has_offset, whole_elements};
use crate::layout::walk::{Source, Walk};

whole_elements!(u16, i16, 15);

/// Packed weights of one layer; `N` is [`len`] of its shape.
#[derive(Clone, Copy)]
pub struct Halves<const N: usize>(pub(crate) [u16; N]);

impl<const N: usize> Halves<N> {
    /// Packs row-major little-endian pairs of bytes, one weight each.
    pub const fn from_i16(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut packed = [0; N];
        pack(bytes, inputs, outputs, &mut packed);
        Self(packed)
    }
}

/// As [`Halves::from_i16`], into a slice of [`len`] elements.
pub const fn pack(bytes: &[u8], inputs: usize, outputs: usize, packed: &mut [u16]) {
    let flip = if has_offset(inputs, outputs) { 0x8000 } else { 0 };
    let source = Source { bytes, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, 1, 1), packed);
    while let (Some((row, column)), [slot, ..]) = (walk.next(), &mut *packed) {
        *slot = source.i16(row, column).cast_unsigned() ^ flip;
        packed = crate::layout::tail(packed);
    }
}
