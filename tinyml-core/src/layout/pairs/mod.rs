//! Two activations to a word, two rows for each pass over the inputs.
//!
//! With the DSP extension SMLABB, SMLATT and their like multiply halfwords of two registers, so that one load brings
//! two activations, and one more two 16-bit weights. LLVM finds these instructions in plain code, which keeps every
//! kernel a `const fn`.
//!
//! **Format** of `x`: activation `2i` in the low half of word `i`, activation `2i + 1` in the high half, zero where
//! their number is odd. Weights: an element holds columns `2i` and `2i + 1` of one row; see the submodules.
#![allow(
    clippy::as_conversions,
    reason = "halfwords are cut from words and widened, and `From` is not const"
)]

use crate::activations::Word;
use crate::layout::fence::{opaque, publish};
use crate::layout::{mac, tail};

pub mod bytes;
pub mod codebook;
pub mod halves;
pub mod nibbles;
pub mod sparse;

pub use bytes::Bytes as I8;
pub use halves::Halves as I8Wide;
pub use halves::Halves as I16;
pub use nibbles::Nibbles as I4;

pub use bytes::len as i8_len;
pub use halves::len as i16_len;
pub use halves::len as i8_wide_len;
pub use nibbles::len as i4_len;

pub use crate::layout::codebook::{Codebook2, Codebook3, Codebook4};
pub use crate::layout::codebook::{codebook2_len, codebook3_len, codebook4_len};
pub use crate::layout::sparse::{Sparse, sparse_counts};

/// Rows of a block of weights.
const ROWS: usize = 2;

/// Words that hold `n` activations.
#[inline(always)]
pub const fn words(n: usize) -> usize {
    n.div_ceil(2)
}

/// Writes activations, given as one raw value to an element, into the words of this layout.
#[inline(always)]
pub const fn store(values: &[i32], words: &mut [Word]) {
    fill(values, words);
    if values.len() > 4 {
        publish(words);
    }
}

#[inline(always)]
const fn fill(values: &[i32], words: &mut [Word]) {
    let (mut values, mut words) = (values, words);
    while let ([a, b, values_rest @ ..], [word, ..]) = (values, &mut *words) {
        *word = Word::new(pair(*a, *b));
        (values, words) = (values_rest, tail(words));
    }
    if let ([a], [word, ..]) = (values, &mut *words) {
        *word = Word::new(pair(*a, 0));
        words = tail(words);
    }
    crate::activations::zero(words);
}

/// A layer as its kernels address it: from a register, since a weight as a literal takes more flash and time than a
/// load of two of them.
#[inline(always)]
pub const fn base<T>(layer: &T, inputs: usize) -> &T {
    if inputs > 2 { opaque(layer) } else { layer }
}

#[inline(always)]
const fn pair(low: i32, high: i32) -> i32 {
    (low & 0xffff) | high.wrapping_shl(16)
}

#[inline(always)]
const fn low(word: i32) -> i32 {
    word as i16 as i32
}

#[inline(always)]
const fn high(word: i32) -> i32 {
    word.wrapping_shr(16)
}

/// Two products more.
#[inline(always)]
const fn mac2(acc: i32, x: i32, weight_low: i32, weight_high: i32) -> i32 {
    mac(mac(acc, low(x), weight_low), high(x), weight_high)
}

/// Consumes inputs of two rows and their weights, as many words at a time as there are names.
macro_rules! products {
    ($keyword:tt $x:ident $w:ident [$a:ident, $b:ident], $n:literal: $($xi:ident $ai:ident $bi:ident),+) => {
        $keyword let (Some((x_chunk, x_rest)), Some((w_chunk, w_rest))) =
            ($x.split_first_chunk::<$n>(), $w.split_first_chunk::<{ $n * super::ROWS }>())
        {
            let ([$($xi),+], [$($ai, $bi),+]) = (x_chunk, w_chunk);
            $( ($a, $b) = (dot($a, *$xi, *$ai), dot($b, *$xi, *$bi)); )+
            ($x, $w) = (x_rest, w_rest);
        }
    };
}
use products;

/// The kernels of a storage format, from `dot(acc, word of x, element)`.
macro_rules! kernels {
    ($element:ty) => {
        #[inline(always)]
        const fn two(x: &[i32], w: &[$element], acc: [i32; 2]) -> [i32; 2] {
            use super::products;
            let (mut x, mut w, [mut a, mut b]) = (x, w, acc);
            products!(while x w [a, b], 4: x0 a0 b0, x1 a1 b1, x2 a2 b2, x3 a3 b3);
            products!(if x w [a, b], 2: x0 a0 b0, x1 a1 b1);
            products!(if x w [a, b], 1: x0 a0 b0);
            let _ = (x, w);
            [a, b]
        }

        #[inline(always)]
        const fn one(x: &[i32], w: &[$element], acc: i32) -> i32 {
            let (mut x, mut w, mut a) = (x, w, acc);
            while let ([x0, x1, x2, x3, x_rest @ ..], [a0, a1, a2, a3, w_rest @ ..]) = (x, w) {
                a = dot(dot(dot(dot(a, *x0, *a0), *x1, *a1), *x2, *a2), *x3, *a3);
                (x, w) = (x_rest, w_rest);
            }
            while let ([x0, x_rest @ ..], [a0, w_rest @ ..]) = (x, w) {
                a = dot(a, *x0, *a0);
                (x, w) = (x_rest, w_rest);
            }
            a
        }

        /// `out = epilogue(bias + weights · x)`, for `bias.len()` rows.
        ///
        /// **Format**: `x` and `out` as in [`super`]; `bias` one acc for each row. Every word of `out` is written
        /// (with zero where shapes disagree, which the typed layer rules out). **Rounding**: by the epilogue.
        /// **Overflow**: sums are modulo 2^32, and exact where the compiler has proved that the final sum fits an
        /// `i32`. **Panics**: never. **Source**: two output rows for each load of an input, as in the dual
        /// multiply-accumulate kernels of Lai, Suda and Chandra, "CMSIS-NN" (2018), section 3.
        #[inline(always)]
        pub const fn hidden(
            x: &[i32],
            weights: &[$element],
            bias: &[i32],
            epilogue: $crate::dense::Epilogue,
            out: &mut [$crate::activations::Word],
        ) {
            use $crate::activations::Word;
            use $crate::layout::tail;
            let (mut weights, mut bias, mut out) = (weights, bias, out);
            while let ([o, ..], [b0, b1, bias_rest @ ..], Some((rows, weights_rest))) =
                (&mut *out, bias, weights.split_at_checked(x.len().wrapping_mul(super::ROWS)))
            {
                $crate::layout::fence();
                let [a, b] = two(x, rows, [*b0, *b1]);
                *o = Word::new(super::pair(epilogue.apply_within_i16(a), epilogue.apply_within_i16(b)));
                (weights, bias, out) = (weights_rest, bias_rest, tail(out));
            }
            if let ([o, ..], [b0]) = (&mut *out, bias) {
                *o = Word::new(super::pair(epilogue.apply_within_i16(one(x, weights, *b0)), 0));
                out = tail(out);
            }
            $crate::activations::zero(out);
        }

        /// `acc += weights · x`, for `acc.len()` rows; on entry `acc` holds the biases.
        ///
        /// **Format**, **Overflow**, **Panics**, **Source**: as [`hidden`]. **Rounding**: none.
        #[inline(always)]
        pub const fn sums(x: &[i32], weights: &[$element], acc: &mut [i32]) {
            let (mut weights, mut acc) = (weights, acc);
            while let [a0, a1, acc_rest @ ..] = acc {
                let Some((rows, rest)) = weights.split_at_checked(x.len().wrapping_mul(super::ROWS)) else { return };
                $crate::layout::fence();
                [*a0, *a1] = two(x, rows, [*a0, *a1]);
                (weights, acc) = (rest, acc_rest);
            }
            if let [a0, ..] = acc {
                *a0 = one(x, weights, *a0);
            }
        }

        /// Stored elements for a layer of `inputs` × `outputs`.
        pub const fn len(inputs: usize, outputs: usize) -> usize {
            super::words(inputs).saturating_mul(outputs)
        }
    };
}
use kernels;
