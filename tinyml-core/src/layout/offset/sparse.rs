//! Weights without the zeros: the kernels, for one activation to a word. The format is that of [`crate::layout::sparse`].

use crate::activations::Word;
use crate::dense::Epilogue;
use crate::layout::sparse::{Entries, Entry, zero};
use crate::layout::{fence, mac, tail};

/// One product more.
///
/// # Safety
///
/// The column of the entry lies within `x`.
#[inline(always)]
#[allow(unsafe_code, reason = "the column is known to lie within the window")]
const unsafe fn product(acc: i32, x: &[i32], entry: Entry) -> i32 {
    // SAFETY: as the caller promises.
    mac(acc, unsafe { *x.as_ptr().add(entry.column()) }, entry.weight())
}

#[inline(always)]
const fn inputs(x: &[i32]) -> usize {
    x.len()
}

#[inline(always)]
const fn behind(x: &[i32], base: usize) -> &[i32] {
    match x.split_at_checked(base) {
        Some((_, behind)) => behind,
        None => &[],
    }
}

crate::layout::sparse::row!(inputs, behind, product, fence);

/// `out = epilogue(bias + weights · x)`, for `out.len()` rows.
///
/// **Format**: `x` as in [`super`]; `bias` one acc for each row; `out` one word for each row, every one of which is
/// written (with zero where shapes disagree, which the typed layer rules out). **Rounding**: by the epilogue.
/// **Overflow**: sums are modulo 2^32, and exact where the compiler has proved that the final sum fits an `i32`.
/// **Panics**: never. **Source**: see [`crate::layout::sparse`].
#[inline(always)]
#[allow(unsafe_code, reason = "the columns are checked once for the layer")]
pub const fn hidden(x: &[i32], weights: Entries<'_>, bias: &[i32], epilogue: Epilogue, out: &mut [Word]) {
    let (mut weights, mut bias, mut out) = (weights, bias, out);
    if weights.fit(inputs(x)) {
        while let ([o, ..], [b, bias_rest @ ..]) = (&mut *out, bias) {
            fence();
            // SAFETY: the weights fit, and those behind a row are of the same layer.
            let Some((acc, rest)) = (unsafe { row(x, weights, *b) }) else { break };
            *o = Word::new(epilogue.apply(acc));
            (weights, bias, out) = (rest, bias_rest, tail(out));
        }
    }
    zero(out);
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
    while let [a, ..] = &mut *acc {
        fence();
        // SAFETY: the weights fit, and those behind a row are of the same layer.
        let Some((sum, rest)) = (unsafe { row(x, weights, *a) }) else { return };
        *a = sum;
        (weights, acc) = (rest, tail(acc));
    }
}
