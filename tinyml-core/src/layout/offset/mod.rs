//! One activation to a word, one row after the other, weights without a sign.
//!
//! Armv6-M has LDRB with an immediate offset but LDRSB only with a register, so a weight `w` of a wide row is stored
//! as `w + 2^(bits-1)`, and the surplus, the sum of the inputs times `2^(bits-1)`, is taken off once for each row.
//! A layer with fewer than four inputs, or with a single row, gains nothing by that and keeps its signs.
//!
//! **Format** of `x`: one raw activation in each `i32`. Weights: rows in order; see the submodules.

use crate::activations::Word;
use crate::layout::tail;

pub mod bytes;
pub mod codebook;
pub mod halves;
pub mod nibbles;
pub mod sparse;

pub use bytes::Bytes as I8;
pub use bytes::Bytes as I8Wide;
pub use halves::Halves as I16;
pub use nibbles::Nibbles as I4;

pub use bytes::len as i8_len;
pub use bytes::len as i8_wide_len;
pub use halves::len as i16_len;
pub use nibbles::len as i4_len;

pub use crate::layout::codebook::{Codebook2, Codebook3, Codebook4};
pub use crate::layout::codebook::{codebook2_len, codebook3_len, codebook4_len};
pub use crate::layout::sparse::{Sparse, sparse_counts};

/// Inputs from which on an offset pays.
const OFFSET_FROM: usize = 4;

/// Whether the weights of a layer are stored with an offset.
#[inline(always)]
const fn has_offset(inputs: usize, outputs: usize) -> bool {
    inputs >= OFFSET_FROM && outputs > 1
}

/// Words that hold `n` activations.
#[inline(always)]
pub const fn words(n: usize) -> usize {
    n
}

/// Writes activations, given as one raw value to an element, into the words of this layout.
#[inline(always)]
pub const fn store(values: &[i32], words: &mut [Word]) {
    let (mut values, mut words) = (values, words);
    while let ([value, values_rest @ ..], [word, ..]) = (values, &mut *words) {
        *word = Word::new(*value);
        (values, words) = (values_rest, tail(words));
    }
    crate::activations::zero(words);
}

/// A layer as its kernels address it: constants stay visible, since a short row is cheapest with its weights as
/// literals.
#[inline(always)]
pub const fn base<T>(layer: &T, _inputs: usize) -> &T {
    layer
}

/// Sum of all inputs, modulo 2^32: what the offset of the weights is multiplied by.
#[inline(always)]
const fn sum(x: &[i32]) -> i32 {
    let (mut acc, mut x) = (0_i32, x);
    while let [a, b, c, d, rest @ ..] = x {
        acc = acc.wrapping_add(*a).wrapping_add(*b).wrapping_add(*c).wrapping_add(*d);
        x = rest;
    }
    while let [a, rest @ ..] = x {
        acc = acc.wrapping_add(*a);
        x = rest;
    }
    acc
}

/// The two kernels of a storage format, from `$row(x, weights of the row, acc)`, which treats them as unsigned, and
/// `$signed_row`. `$zero` is the binary logarithm of the offset, `$row_len` the number of elements of a row.
macro_rules! kernels {
    ($element:ty, $zero:literal, $row_len:ident, $row:ident, $signed_row:ident) => {
        /// `out = epilogue(bias + weights · x)`, for `out.len()` rows.
        ///
        /// **Format**: `x` as in [`super`]; `bias` one acc for each row; `out` one word for each row, every one of
        /// which is written (with zero where shapes disagree, which the typed layer rules out). **Rounding**: by
        /// the epilogue. **Overflow**: sums are modulo 2^32, and exact where the compiler has proved that the final
        /// sum fits an `i32`. **Panics**: never. **Source**: the definition of a dense layer; unsigned weights with
        /// a correction by the sum of the inputs, as in gemmlowp's treatment of zero points.
        #[inline(always)]
        pub const fn hidden(
            x: &[i32],
            weights: &[$element],
            bias: &[i32],
            epilogue: $crate::dense::Epilogue,
            out: &mut [$crate::activations::Word],
        ) {
            use $crate::activations::Word;
            let offset = super::has_offset(x.len(), out.len());
            let surplus = if offset { super::sum(x).wrapping_shl($zero) } else { 0 };
            let (mut weights, mut bias, mut out) = (weights, bias, out);
            while let ([o, ..], [b, bias_rest @ ..], Some((row, weights_rest))) =
                (&mut *out, bias, weights.split_at_checked($row_len(x.len())))
            {
                let acc = if offset {
                    $crate::layout::fence();
                    $row(x, row, b.wrapping_sub(surplus))
                } else {
                    $signed_row(x, row, *b)
                };
                *o = Word::new(epilogue.apply(acc));
                (weights, bias, out) = (weights_rest, bias_rest, $crate::layout::tail(out));
            }
            $crate::activations::zero(out);
        }

        /// `acc += weights · x`, for `acc.len()` rows; on entry `acc` holds the biases.
        ///
        /// **Format**, **Overflow**, **Panics**, **Source**: as [`hidden`]. **Rounding**: none.
        #[inline(always)]
        pub const fn sums(x: &[i32], weights: &[$element], acc: &mut [i32]) {
            let offset = super::has_offset(x.len(), acc.len());
            let surplus = if offset { super::sum(x).wrapping_shl($zero) } else { 0 };
            let (mut weights, mut acc) = (weights, acc);
            while let ([a, ..], Some((row, weights_rest))) =
                (&mut *acc, weights.split_at_checked($row_len(x.len())))
            {
                *a = if offset {
                    $crate::layout::fence();
                    $row(x, row, a.wrapping_sub(surplus))
                } else {
                    $signed_row(x, row, *a)
                };
                (weights, acc) = (weights_rest, $crate::layout::tail(acc));
            }
        }

        /// Stored elements for a layer of `inputs` × `outputs`.
        pub const fn len(inputs: usize, outputs: usize) -> usize {
            $row_len(inputs).saturating_mul(outputs)
        }
    };
}
use kernels;

/// Consumes inputs and weights of a row, as many at a time as there are names.
macro_rules! products {
    ($keyword:tt $x:ident $w:ident $acc:ident as $ty:ty, $n:literal: $($xi:ident $wi:ident),+) => {
        $keyword let (Some((x_chunk, x_rest)), Some((w_chunk, w_rest))) =
            ($x.split_first_chunk::<$n>(), $w.split_first_chunk::<$n>())
        {
            let ([$($xi),+], [$($wi),+]) = (x_chunk, w_chunk);
            $( $acc = $crate::layout::mac($acc, *$xi, *$wi as $ty as i32); )+
            ($x, $w) = (x_rest, w_rest);
        }
    };
}
use products;

/// The kernels of weights that fill whole elements: bytes and halves differ in width only.
macro_rules! whole_elements {
    ($element:ty, $signed:ty, $zero:literal) => {
        const fn row_len(inputs: usize) -> usize {
            inputs
        }

        super::whole_elements!(row, $element, $element);
        super::whole_elements!(signed_row, $element, $signed);
        super::kernels!($element, $zero, row_len, row, signed_row);
    };
    ($name:ident, $element:ty, $ty:ty) => {
        #[inline(always)]
        const fn $name(x: &[i32], w: &[$element], acc: i32) -> i32 {
            use super::products;
            let (mut x, mut w, mut acc) = (x, w, acc);
            products!(while x w acc as $ty, 16: x0 w0, x1 w1, x2 w2, x3 w3, x4 w4, x5 w5, x6 w6, x7 w7,
                x8 w8, x9 w9, x10 w10, x11 w11, x12 w12, x13 w13, x14 w14, x15 w15);
            products!(if x w acc as $ty, 8: x0 w0, x1 w1, x2 w2, x3 w3, x4 w4, x5 w5, x6 w6, x7 w7);
            products!(if x w acc as $ty, 4: x0 w0, x1 w1, x2 w2, x3 w3);
            products!(if x w acc as $ty, 2: x0 w0, x1 w1);
            products!(if x w acc as $ty, 1: x0 w0);
            let _ = (x, w);
            acc
        }
    };
}
use whole_elements;
