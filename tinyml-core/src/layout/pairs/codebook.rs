//! Weights that are looked up in a table of the layer: the kernels, for two activations to a word.
//!
//! Two rows for each pass over the inputs. A weight is cut out (UBFX), looked up (LDRSB) and multiplied (SMLABB, SMLATB). The
//! format is that of [`crate::layout::codebook`], in blocks of two rows.

use super::{ROWS, mac2};
use crate::layout::codebook::{self, PAIRS, weight};

/// Packs row-major indices, one to a byte, into a slice of [`codebook::len`] bytes.
pub const fn pack<const K: usize>(indices: &[u8], inputs: usize, outputs: usize, packed: &mut [u8]) {
    codebook::pack::<K, ROWS>(indices, inputs, outputs, packed);
}

/// Products of eight inputs, which are four words.
#[inline(always)]
const fn group<const K: usize>(x: &[i32; PAIRS], table: &[i8; K], w: u32, acc: i32) -> i32 {
    let [x0, x1, x2, x3] = x;
    let acc = mac2(acc, *x0, weight(table, w, 0), weight(table, w, 1));
    let acc = mac2(acc, *x1, weight(table, w, 2), weight(table, w, 3));
    let acc = mac2(acc, *x2, weight(table, w, 4), weight(table, w, 5));
    mac2(acc, *x3, weight(table, w, 6), weight(table, w, 7))
}

/// Products of the last inputs of a row, of which there are fewer than eight; behind an odd one lies a zero.
#[inline(always)]
const fn rest<const K: usize>(x: &[i32], table: &[i8; K], w: u32, acc: i32) -> i32 {
    let (mut x, mut column, mut acc) = (x, 0_u32, acc);
    while let [x0, x_rest @ ..] = x {
        acc = mac2(acc, *x0, weight(table, w, column), weight(table, w, column.wrapping_add(1)));
        (x, column) = (x_rest, column.wrapping_add(2));
    }
    acc
}

/// The kernels for tables of `$size` weights, whose indices have `$bits` bits.
macro_rules! kernels {
    ($name:ident, $doc:literal, $size:literal, $bits:literal) => {
        #[doc = $doc]
        pub mod $name {
            use super::super::{ROWS, pair};
            use super::{group, rest};
            use crate::activations::Word;
            use crate::dense::Epilogue;
            use crate::layout::codebook::{Codes, PAIRS, chunks, joined};
            use crate::layout::{fence, tail};

            #[inline(always)]
            const fn two(x: &[i32], table: &[i8; $size], w: &[u8], acc: [i32; 2]) -> [i32; 2] {
                let ((mut x, x_rest), (mut w, w_rest)) =
                    (x.as_chunks::<PAIRS>(), chunks::<{ ROWS * $bits }>(w, columns(x)));
                let [mut a, mut b] = acc;
                while let ([x_chunk, x_behind @ ..], [w_chunk, behind @ ..]) = (x, w) {
                    if let Some((first, second)) = w_chunk.split_first_chunk::<$bits>() {
                        a = group(x_chunk, table, joined(first), a);
                        b = group(x_chunk, table, joined(second), b);
                    }
                    (x, w) = (x_behind, behind);
                }
                match w_rest.split_at_checked(w_rest.len().wrapping_shr(1)) {
                    Some((first, second)) => {
                        [rest(x_rest, table, joined(first), a), rest(x_rest, table, joined(second), b)]
                    }
                    None => [a, b],
                }
            }

            #[inline(always)]
            const fn one(x: &[i32], table: &[i8; $size], w: &[u8], acc: i32) -> i32 {
                let ((mut x, x_rest), (mut w, w_rest)) =
                    (x.as_chunks::<PAIRS>(), chunks::<$bits>(w, columns(x)));
                let mut a = acc;
                while let ([x_chunk, x_behind @ ..], [w_chunk, behind @ ..]) = (x, w) {
                    a = group(x_chunk, table, joined(w_chunk), a);
                    (x, w) = (x_behind, behind);
                }
                rest(x_rest, table, joined(w_rest), a)
            }

            /// Activations in `x`, and a zero where their number is odd.
            #[inline(always)]
            const fn columns(x: &[i32]) -> usize {
                x.len().wrapping_mul(2)
            }

            /// Bytes of a row.
            #[inline(always)]
            const fn row_len(x: &[i32]) -> usize {
                Codes::<$size>::row_len(columns(x))
            }

            /// `out = epilogue(bias + weights · x)`, for `bias.len()` rows.
            ///
            /// **Format**: `x` and `out` as in [`crate::layout::pairs`]; `bias` one acc for each row. Every word of `out` is
            /// written (with zero where shapes disagree, which the typed layer rules out). **Rounding**: by the epilogue.
            /// **Overflow**: sums are modulo 2^32, and exact where the compiler has proved that the final sum fits an
            /// `i32`. **Panics**: never. **Source**: see [`crate::layout::codebook`], and for the two rows
            /// [`crate::layout::pairs::bytes::hidden`].
            #[inline(always)]
            pub const fn hidden(
                x: &[i32],
                weights: Codes<'_, $size>,
                bias: &[i32],
                epilogue: Epilogue,
                out: &mut [Word],
            ) {
                let Codes { table, mut indices } = weights;
                let (mut bias, mut out) = (bias, out);
                while let ([o, ..], [b0, b1, bias_rest @ ..], Some((rows, indices_rest))) =
                    (&mut *out, bias, indices.split_at_checked(row_len(x).wrapping_mul(ROWS)))
                {
                    fence();
                    let [a, b] = two(x, table, rows, [*b0, *b1]);
                    *o = Word::new(pair(epilogue.apply_within_i16(a), epilogue.apply_within_i16(b)));
                    (indices, bias, out) = (indices_rest, bias_rest, tail(out));
                }
                if let ([o, ..], [b0], Some((row, _))) =
                    (&mut *out, bias, indices.split_at_checked(row_len(x)))
                {
                    *o = Word::new(pair(epilogue.apply_within_i16(one(x, table, row, *b0)), 0));
                    out = tail(out);
                }
                crate::activations::zero(out);
            }

            /// `acc += weights · x`, for `acc.len()` rows; on entry `acc` holds the biases.
            ///
            /// **Format**, **Overflow**, **Panics**, **Source**: as [`hidden`]. **Rounding**: none.
            #[inline(always)]
            pub const fn sums(x: &[i32], weights: Codes<'_, $size>, acc: &mut [i32]) {
                let Codes { table, mut indices } = weights;
                let mut acc = acc;
                while let [a0, a1, acc_rest @ ..] = acc {
                    let both = indices.split_at_checked(row_len(x).wrapping_mul(ROWS));
                    let Some((rows, indices_rest)) = both else { return };
                    fence();
                    [*a0, *a1] = two(x, table, rows, [*a0, *a1]);
                    (indices, acc) = (indices_rest, acc_rest);
                }
                if let ([a0, ..], Some((row, _))) = (acc, indices.split_at_checked(row_len(x))) {
                    *a0 = one(x, table, row, *a0);
                }
            }
        }
    };
}
kernels!(two_bits, "Four weights to choose from.", 4, 2);
kernels!(three_bits, "Eight weights to choose from.", 8, 3);
kernels!(four_bits, "Sixteen weights to choose from.", 16, 4);
