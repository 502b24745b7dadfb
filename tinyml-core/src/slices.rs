//! The dense kernels for shapes that are known at run time only: what the compiler on the host verifies a network with.
//!
//! These are the kernels of [`crate::layout::offset`], the very code that an Armv6-M firmware runs; that the other
//! layout gives the same bits is what the tests of this crate show. Firmware has no use for this module.

use crate::activations::Word;
use crate::dense::Epilogue;
use crate::layout::codebook::Codes;
use crate::layout::offset::{bytes, codebook, halves, nibbles, sparse};
use crate::layout::sparse::Entries;

/// Packed weights of one layer.
#[derive(Clone, Copy, Debug)]
pub enum Weights<'a> {
    /// 8 bits each, as `offset::bytes::pack` leaves them.
    I8(&'a [u8]),
    /// 16 bits each, as `offset::halves::pack` leaves them.
    I16(&'a [u16]),
    /// 4 bits each, as `offset::nibbles::pack` leaves them.
    I4(&'a [u8]),
    /// Indices of 2 bits into a table, as `offset::codebook::pack` leaves them; likewise below.
    Codebook2(Codes<'a, 4>),
    /// Indices of 3 bits into a table.
    Codebook3(Codes<'a, 8>),
    /// Indices of 4 bits into a table.
    Codebook4(Codes<'a, 16>),
    /// Those that are not zero.
    Sparse(Entries<'a>),
}

/// Runs a hidden layer: `out = epilogue(bias + weights · x)`, one raw value to an element.
pub fn hidden(x: &[i32], weights: Weights<'_>, bias: &[i32], epilogue: Epilogue, out: &mut [i32]) {
    let words = as_words(out);
    match weights {
        Weights::I8(weights) => bytes::hidden(x, weights, bias, epilogue, words),
        Weights::I16(weights) => halves::hidden(x, weights, bias, epilogue, words),
        Weights::I4(weights) => nibbles::hidden(x, weights, bias, epilogue, words),
        Weights::Codebook2(weights) => codebook::two_bits::hidden(x, weights, bias, epilogue, words),
        Weights::Codebook3(weights) => codebook::three_bits::hidden(x, weights, bias, epilogue, words),
        Weights::Codebook4(weights) => codebook::four_bits::hidden(x, weights, bias, epilogue, words),
        Weights::Sparse(weights) => sparse::hidden(x, weights, bias, epilogue, words),
    }
}

/// The sums of a layer: `acc += weights · x`; on entry `acc` holds the biases.
pub fn sums(x: &[i32], weights: Weights<'_>, acc: &mut [i32]) {
    match weights {
        Weights::I8(weights) => bytes::sums(x, weights, acc),
        Weights::I16(weights) => halves::sums(x, weights, acc),
        Weights::I4(weights) => nibbles::sums(x, weights, acc),
        Weights::Codebook2(weights) => codebook::two_bits::sums(x, weights, acc),
        Weights::Codebook3(weights) => codebook::three_bits::sums(x, weights, acc),
        Weights::Codebook4(weights) => codebook::four_bits::sums(x, weights, acc),
        Weights::Sparse(weights) => sparse::sums(x, weights, acc),
    }
}

#[allow(unsafe_code, reason = "initialised words are lent to a kernel as words to write")]
fn as_words(out: &mut [i32]) -> &mut [Word] {
    // SAFETY: `Word` has the layout of `i32`, and the kernels above, which alone get the slice, write only
    // initialised words into it.
    unsafe { core::slice::from_raw_parts_mut(out.as_mut_ptr().cast::<Word>(), out.len()) }
}
