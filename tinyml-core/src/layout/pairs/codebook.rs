//! Weights that are looked up in a table of the layer: the kernels, for two activations to a word.
//!
//! Two rows for each pass over the inputs; the rows lie one behind the other, since the format is that of
//! [`crate::layout::codebook`]. A weight is cut out (UBFX), looked up (LDRSB) and multiplied (SMLABB, SMLABT).

use crate::activations::Word;
use crate::dense::Epilogue;
use crate::layout::codebook::{Codes, GROUP, bits};
use crate::layout::{fence, tail};

use super::mac2;

/// Products of eight inputs, which are four words.
#[inline(always)]
const fn group<const K: usize>(x: &[i32; GROUP / 2], codes: Codes<'_, K>, w: &[u8], acc: i32) -> i32 {
    let [x0, x1, x2, x3] = x;
    let acc = mac2(acc, *x0, codes.weight(w, 0), codes.weight(w, 1));
    let acc = mac2(acc, *x1, codes.weight(w, 2), codes.weight(w, 3));
    let acc = mac2(acc, *x2, codes.weight(w, 4), codes.weight(w, 5));
    mac2(acc, *x3, codes.weight(w, 6), codes.weight(w, 7))
}

/// Products of the last inputs of a row, of which there are fewer than eight; behind an odd one lies a zero.
#[inline(always)]
const fn rest<const K: usize>(x: &[i32], codes: Codes<'_, K>, w: &[u8], acc: i32) -> i32 {
    let (mut x, mut column, mut acc) = (x, 0_usize, acc);
    while let [x0, x_rest @ ..] = x {
        acc = mac2(acc, *x0, codes.weight(w, column), codes.weight(w, column.wrapping_add(1)));
        (x, column) = (x_rest, column.wrapping_add(2));
    }
    acc
}

#[inline(always)]
const fn two<const K: usize>(x: &[i32], codes: Codes<'_, K>, rows: [&[u8]; 2], acc: [i32; 2]) -> [i32; 2] {
    let (mut x, [mut w, mut v], [mut a, mut b]) = (x, rows, acc);
    while let (Some((x_chunk, x_rest)), Some((w_chunk, w_rest)), Some((v_chunk, v_rest))) = (
        x.split_first_chunk::<{ GROUP / 2 }>(),
        w.split_at_checked(bits::<K>()),
        v.split_at_checked(bits::<K>()),
    ) {
        a = group(x_chunk, codes, w_chunk, a);
        b = group(x_chunk, codes, v_chunk, b);
        (x, w, v) = (x_rest, w_rest, v_rest);
    }
    [rest(x, codes, w, a), rest(x, codes, v, b)]
}

#[inline(always)]
const fn one<const K: usize>(x: &[i32], codes: Codes<'_, K>, row: &[u8], acc: i32) -> i32 {
    let (mut x, mut w, mut a) = (x, row, acc);
    while let (Some((x_chunk, x_rest)), Some((w_chunk, w_rest))) =
        (x.split_first_chunk::<{ GROUP / 2 }>(), w.split_at_checked(bits::<K>()))
    {
        a = group(x_chunk, codes, w_chunk, a);
        (x, w) = (x_rest, w_rest);
    }
    rest(x, codes, w, a)
}

/// `out = epilogue(bias + weights · x)`, for `bias.len()` rows.
///
/// **Format**: `x` and `out` as in [`super`]; `bias` one acc for each row. Every word of `out` is written (with zero where
/// shapes disagree, which the typed layer rules out). **Rounding**: by the epilogue. **Overflow**: sums are modulo 2^32,
/// and exact where the compiler has proved that the final sum fits an `i32`. **Panics**: never. **Source**: see
/// [`crate::layout::codebook`], and for the two rows [`super::bytes::hidden`].
#[inline(always)]
pub const fn hidden<const K: usize>(
    x: &[i32],
    weights: Codes<'_, K>,
    bias: &[i32],
    epilogue: Epilogue,
    out: &mut [Word],
) {
    let inputs = x.len().wrapping_mul(2);
    let (mut weights, mut bias, mut out) = (weights, bias, out);
    while let ([o, ..], [b0, b1, bias_rest @ ..], Some((rows, weights_rest))) =
        (&mut *out, bias, two_rows(weights, inputs))
    {
        fence();
        let [a, b] = two(x, weights, rows, [*b0, *b1]);
        *o = Word::new(super::pair(epilogue.apply_within_i16(a), epilogue.apply_within_i16(b)));
        (weights, bias, out) = (weights_rest, bias_rest, tail(out));
    }
    if let ([o, ..], [b0], Some((row, _))) = (&mut *out, bias, weights.split_row(inputs)) {
        *o = Word::new(super::pair(epilogue.apply_within_i16(one(x, weights, row, *b0)), 0));
        out = tail(out);
    }
    crate::activations::zero(out);
}

/// `acc += weights · x`, for `acc.len()` rows; on entry `acc` holds the biases.
///
/// **Format**, **Overflow**, **Panics**, **Source**: as [`hidden`]. **Rounding**: none.
#[inline(always)]
pub const fn sums<const K: usize>(x: &[i32], weights: Codes<'_, K>, acc: &mut [i32]) {
    let inputs = x.len().wrapping_mul(2);
    let (mut weights, mut acc) = (weights, acc);
    while let [a0, a1, acc_rest @ ..] = acc {
        let Some((rows, rest)) = two_rows(weights, inputs) else { return };
        fence();
        [*a0, *a1] = two(x, weights, rows, [*a0, *a1]);
        (weights, acc) = (rest, acc_rest);
    }
    if let ([a0, ..], Some((row, _))) = (acc, weights.split_row(inputs)) {
        *a0 = one(x, weights, row, *a0);
    }
}

#[inline(always)]
const fn two_rows<'a, const K: usize>(
    weights: Codes<'a, K>,
    inputs: usize,
) -> Option<([&'a [u8]; 2], Codes<'a, K>)> {
    match weights.split_row(inputs) {
        Some((first, weights)) => match weights.split_row(inputs) {
            Some((second, weights)) => Some(([first, second], weights)),
            None => None,
        },
        None => None,
    }
}
