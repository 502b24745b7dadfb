//! 4-bit weights, two to a byte.
//!
//! **Format**: rows in order, each padded to whole bytes; column `2i` in the low nibble, `2i + 1` in the high one;
//! `w + 8` where the layer has an offset, two's complement elsewhere.
#![allow(clippy::as_conversions, reason = "a weight is widened, and `From` is not const")]

use super::has_offset;
use crate::layout::mac;
use crate::layout::walk::{Source, Walk};

const fn row_len(inputs: usize) -> usize {
    inputs.div_ceil(2)
}

#[inline(always)]
const fn low(byte: u8) -> i32 {
    (byte & 15) as i32
}

#[inline(always)]
const fn high(byte: u8) -> i32 {
    byte.wrapping_shr(4) as i32
}

#[inline(always)]
const fn signed_low(byte: u8) -> i32 {
    byte.cast_signed().wrapping_shl(4).wrapping_shr(4) as i32
}

#[inline(always)]
const fn signed_high(byte: u8) -> i32 {
    byte.cast_signed().wrapping_shr(4) as i32
}

/// A row of products, eight inputs at a time, then two, then one.
macro_rules! row {
    ($name:ident, $low:ident, $high:ident) => {
        #[inline(always)]
        const fn $name(x: &[i32], w: &[u8], acc: i32) -> i32 {
            let (mut x, mut w, mut acc) = (x, w, acc);
            while let (Some((x_chunk, x_rest)), [w0, w1, w2, w3, w_rest @ ..]) =
                (x.split_first_chunk::<8>(), w)
            {
                let [x0, x1, x2, x3, x4, x5, x6, x7] = x_chunk;
                acc = mac(mac(acc, *x0, $low(*w0)), *x1, $high(*w0));
                acc = mac(mac(acc, *x2, $low(*w1)), *x3, $high(*w1));
                acc = mac(mac(acc, *x4, $low(*w2)), *x5, $high(*w2));
                acc = mac(mac(acc, *x6, $low(*w3)), *x7, $high(*w3));
                (x, w) = (x_rest, w_rest);
            }
            while let ([x0, x1, x_rest @ ..], [w0, w_rest @ ..]) = (x, w) {
                acc = mac(mac(acc, *x0, $low(*w0)), *x1, $high(*w0));
                (x, w) = (x_rest, w_rest);
            }
            if let ([x0], [w0, ..]) = (x, w) {
                acc = mac(acc, *x0, $low(*w0));
            }
            acc
        }
    };
}
row!(row, low, high);
row!(signed_row, signed_low, signed_high);

super::kernels!(u8, 3, row_len, row, signed_row);

/// Packed weights of one layer; `N` is [`len`] of its shape.
#[derive(Clone, Copy)]
pub struct Nibbles<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> Nibbles<N> {
    /// Packs row-major two's complement bytes, one weight of -8..=7 each.
    pub const fn from_i4(bytes: &[u8], inputs: usize, outputs: usize) -> Self {
        let mut packed = [0; N];
        pack(bytes, inputs, outputs, &mut packed);
        Self(packed)
    }
}

/// As [`Nibbles::from_i4`], into a slice of [`len`] elements.
pub const fn pack(bytes: &[u8], inputs: usize, outputs: usize, packed: &mut [u8]) {
    let flip = if has_offset(inputs, outputs) { 0x88 } else { 0 };
    let source = Source { bytes, inputs, outputs };
    let (mut walk, mut packed) = (Walk::new(inputs, outputs, 1, 2), packed);
    while let (Some((row, column)), [slot, ..]) = (walk.next(), &mut *packed) {
        let (even, odd) = (source.i8(row, column), source.i8(row, column.wrapping_add(1)));
        *slot = ((even & 15) | odd.wrapping_shl(4)).cast_unsigned() ^ flip;
        packed = crate::layout::tail(packed);
    }
}
