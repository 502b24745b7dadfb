//! Weights that are looked up in a table of the layer: the kernels, for one activation to a word.
//!
//! LDRSB takes the index as its register, so that weights keep their signs here and no surplus is taken off. The format is
//! that of [`crate::layout::codebook`].

use crate::activations::Word;
use crate::dense::Epilogue;
use crate::layout::codebook::{Codes, GROUP, bits};
use crate::layout::{fence, mac, tail};

/// Inputs from which on a row is a loop's worth of work: below, LLVM may unroll the rows.
const LONG_FROM: usize = 4;

/// A row of products, eight inputs at a time, then what is left.
#[inline(always)]
const fn row<const K: usize>(x: &[i32], codes: Codes<'_, K>, row: &[u8], acc: i32) -> i32 {
    let (mut x, mut row, mut acc) = (x, row, acc);
    while let (Some((x_chunk, x_rest)), Some((w, row_rest))) =
        (x.split_first_chunk::<GROUP>(), row.split_at_checked(bits::<K>()))
    {
        let [x0, x1, x2, x3, x4, x5, x6, x7] = x_chunk;
        acc = mac(mac(acc, *x0, codes.weight(w, 0)), *x1, codes.weight(w, 1));
        acc = mac(mac(acc, *x2, codes.weight(w, 2)), *x3, codes.weight(w, 3));
        acc = mac(mac(acc, *x4, codes.weight(w, 4)), *x5, codes.weight(w, 5));
        acc = mac(mac(acc, *x6, codes.weight(w, 6)), *x7, codes.weight(w, 7));
        (x, row) = (x_rest, row_rest);
    }
    let mut column = 0_usize;
    while let [x0, x_rest @ ..] = x {
        acc = mac(acc, *x0, codes.weight(row, column));
        (x, column) = (x_rest, column.wrapping_add(1));
    }
    acc
}

/// `out = epilogue(bias + weights · x)`, for `out.len()` rows.
///
/// **Format**: `x` as in [`super`]; `bias` one acc for each row; `out` one word for each row, every one of which is
/// written (with zero where shapes disagree, which the typed layer rules out). **Rounding**: by the epilogue.
/// **Overflow**: sums are modulo 2^32, and exact where the compiler has proved that the final sum fits an `i32`.
/// **Panics**: never. **Source**: see [`crate::layout::codebook`].
#[inline(always)]
pub const fn hidden<const K: usize>(
    x: &[i32],
    weights: Codes<'_, K>,
    bias: &[i32],
    epilogue: Epilogue,
    out: &mut [Word],
) {
    let (mut weights, mut bias, mut out) = (weights, bias, out);
    while let ([o, ..], [b, bias_rest @ ..], Some((codes, weights_rest))) =
        (&mut *out, bias, weights.split_row(x.len()))
    {
        if x.len() >= LONG_FROM {
            fence();
        }
        *o = Word::new(epilogue.apply(row(x, weights, codes, *b)));
        (weights, bias, out) = (weights_rest, bias_rest, tail(out));
    }
    crate::activations::zero(out);
}

/// `acc += weights · x`, for `acc.len()` rows; on entry `acc` holds the biases.
///
/// **Format**, **Overflow**, **Panics**, **Source**: as [`hidden`]. **Rounding**: none.
#[inline(always)]
pub const fn sums<const K: usize>(x: &[i32], weights: Codes<'_, K>, acc: &mut [i32]) {
    let (mut weights, mut acc) = (weights, acc);
    while let ([a, ..], Some((codes, weights_rest))) = (&mut *acc, weights.split_row(x.len())) {
        if x.len() >= LONG_FROM {
            fence();
        }
        *a = row(x, weights, codes, *a);
        (weights, acc) = (weights_rest, tail(acc));
    }
}
