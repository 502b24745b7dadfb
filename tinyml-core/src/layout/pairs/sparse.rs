//! Weights without the zeros: the kernels, for two activations to a word. The format is that of [`crate::layout::sparse`].
//!
//! One row at a time, since two rows rarely want the same activation; LDRSH fetches it from its half of a word.

use crate::activations::Word;
use crate::dense::Epilogue;
use crate::layout::sparse::{Entries, Entry, zero};
use crate::layout::{fence, mac, tail};

use super::pair;

/// One product more.
///
/// # Safety
///
/// The column of the entry lies within the activations of `x`, of which a word holds two.
#[inline(always)]
#[allow(unsafe_code, reason = "the column is known to lie within the window")]
const unsafe fn product(acc: i32, x: &[i32], entry: Entry) -> i32 {
    let half = if cfg!(target_endian = "big") { entry.column() ^ 1 } else { entry.column() };
    // SAFETY: as the caller promises; a word has the halves `2i` and `2i + 1`, and its alignment suits them.
    let activation = unsafe { *x.as_ptr().cast::<i16>().add(half) };
    mac(acc, activation as i32, entry.weight())
}

#[inline(always)]
const fn inputs(x: &[i32]) -> usize {
    x.len().wrapping_mul(2)
}

/// From an even activation on.
#[inline(always)]
const fn behind(x: &[i32], base: usize) -> &[i32] {
    match x.split_at_checked(base.wrapping_shr(1)) {
        Some((_, behind)) => behind,
        None => &[],
    }
}

crate::layout::sparse::row!(inputs, behind, product,);

/// `out = epilogue(bias + weights · x)`, for `bias.len()` rows.
///
/// **Format**: `x` and `out` as in [`super`]; `bias` one acc for each row. Every word of `out` is written (with zero where
/// shapes disagree, which the typed layer rules out). **Rounding**: by the epilogue. **Overflow**: sums are modulo 2^32,
/// and exact where the compiler has proved that the final sum fits an `i32`. **Panics**: never. **Source**: see
/// [`crate::layout::sparse`].
#[inline(always)]
#[allow(unsafe_code, reason = "the columns are checked once for the layer")]
pub const fn hidden(x: &[i32], weights: Entries<'_>, bias: &[i32], epilogue: Epilogue, out: &mut [Word]) {
    let (mut weights, mut bias, mut out) = (weights, bias, out);
    if weights.fit(inputs(x)) {
        while let ([o, ..], [low, bias_rest @ ..]) = (&mut *out, bias) {
            // SAFETY: the weights fit, and those behind a row are of the same layer.
            let Some((a, rest)) = (unsafe { activation(x, weights, *low, epilogue) }) else { break };
            let [high, bias_rest @ ..] = bias_rest else {
                *o = Word::new(pair(a, 0));
                out = tail(out);
                break;
            };
            // SAFETY: likewise.
            let Some((b, rest)) = (unsafe { activation(x, rest, *high, epilogue) }) else { break };
            *o = Word::new(pair(a, b));
            (weights, bias, out) = (rest, bias_rest, tail(out));
        }
    }
    zero(out);
}

/// The activation of the next row, and the weights behind it.
///
/// # Safety
///
/// The weights fit the number of activations.
#[inline(always)]
#[allow(unsafe_code, reason = "the caller has checked the columns")]
const unsafe fn activation<'a>(
    x: &[i32],
    weights: Entries<'a>,
    bias: i32,
    epilogue: Epilogue,
) -> Option<(i32, Entries<'a>)> {
    fence();
    // SAFETY: as the caller promises.
    match unsafe { row(x, weights, bias) } {
        Some((acc, rest)) => Some((epilogue.apply_within_i16(acc), rest)),
        None => None,
    }
}

/// `acc += weights · x`, for `acc.len()` rows; on entry `acc` holds the biases.
///
/// **Format**, **Overflow**, **Panics**, **Source**: as [`hidden`]. **Rounding**: none.
#[inline(always)]
#[allow(unsafe_code, reason = "the columns are checked once for the layer")]
pub const fn sums(x: &[i32], weights: Entries<'_>, acc: &mut [i32]) {
    let (mut weights, mut acc) = (weights, acc);
    if !weights.fit(inputs(x)) {
        return;
    }
    while let [a, acc_rest @ ..] = acc {
        fence();
        // SAFETY: the weights fit, and those behind a row are of the same layer.
        let Some((sum, rest)) = (unsafe { row(x, weights, *a) }) else { return };
        *a = sum;
        (weights, acc) = (rest, acc_rest);
    }
}
