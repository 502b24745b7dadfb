//! Weights that are looked up in a table of the layer: the kernels, for one activation to a word.
//!
//! LDRSB takes the index as its register, so that weights keep their signs here and no surplus is taken off. The format is
//! that of [`crate::layout::codebook`], row after row.

use crate::layout::codebook;

/// Inputs from which on LLVM must not unroll the rows.
const LONG_FROM: usize = 4;

/// Packs row-major indices, one to a byte, into a slice of [`codebook::len`] bytes.
pub const fn pack<const K: usize>(indices: &[u8], inputs: usize, outputs: usize, packed: &mut [u8]) {
    codebook::pack::<K, 1>(indices, inputs, outputs, packed);
}

/// The kernels for tables of `$size` weights, whose indices have `$bits` bits.
macro_rules! kernels {
    ($name:ident, $doc:literal, $size:literal, $bits:literal) => {
        #[doc = $doc]
        pub mod $name {
            use super::LONG_FROM;
            use crate::activations::Word;
            use crate::dense::Epilogue;
            use crate::layout::codebook::{Codes, GROUP, chunks, joined, weight};
            use crate::layout::{fence, mac, tail};

            /// A row of products, eight inputs at a time, then what is left.
            #[inline(always)]
            const fn row(x: &[i32], table: &[i8; $size], row: &[u8], acc: i32) -> i32 {
                let ((mut x, mut x_rest), (mut row, rest)) =
                    (x.as_chunks::<GROUP>(), chunks::<$bits>(row, x.len()));
                let mut acc = acc;
                while let ([[x0, x1, x2, x3, x4, x5, x6, x7], x_behind @ ..], [w, behind @ ..]) = (x, row) {
                    let w = joined(w);
                    acc = mac(mac(acc, *x0, weight(table, w, 0)), *x1, weight(table, w, 1));
                    acc = mac(mac(acc, *x2, weight(table, w, 2)), *x3, weight(table, w, 3));
                    acc = mac(mac(acc, *x4, weight(table, w, 4)), *x5, weight(table, w, 5));
                    acc = mac(mac(acc, *x6, weight(table, w, 6)), *x7, weight(table, w, 7));
                    (x, row) = (x_behind, behind);
                }
                let (mut column, w) = (0_u32, joined(rest));
                while let [x0, x_behind @ ..] = x_rest {
                    acc = mac(acc, *x0, weight(table, w, column));
                    (x_rest, column) = (x_behind, column.wrapping_add(1));
                }
                acc
            }

            /// `out = epilogue(bias + weights · x)`, for `out.len()` rows.
            ///
            /// **Format**: `x` as in [`crate::layout::offset`]; `bias` one acc for each row; `out` one word for each row,
            /// every one of which is written (with zero where shapes disagree, which the typed layer rules out).
            /// **Rounding**: by the epilogue. **Overflow**: sums are modulo 2^32, and exact where the compiler has proved
            /// that the final sum fits an `i32`. **Panics**: never. **Source**: see [`crate::layout::codebook`].
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
                while let ([o, ..], [b, bias_rest @ ..], Some((codes, rest))) =
                    (&mut *out, bias, indices.split_at_checked(Codes::<$size>::row_len(x.len())))
                {
                    if x.len() >= LONG_FROM {
                        fence();
                    }
                    *o = Word::new(epilogue.apply(row(x, table, codes, *b)));
                    (indices, bias, out) = (rest, bias_rest, tail(out));
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
                while let ([a, ..], Some((codes, rest))) =
                    (&mut *acc, indices.split_at_checked(Codes::<$size>::row_len(x.len())))
                {
                    if x.len() >= LONG_FROM {
                        fence();
                    }
                    *a = row(x, table, codes, *a);
                    (indices, acc) = (rest, tail(acc));
                }
            }
        }
    };
}
kernels!(two_bits, "Four weights to choose from.", 4, 2);
kernels!(three_bits, "Eight weights to choose from.", 8, 3);
kernels!(four_bits, "Sixteen weights to choose from.", 16, 4);
