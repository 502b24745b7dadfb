//! Activations between two layers: an array on the stack that is written once and never cleared first.
//!
//! Zeroing an array that the next loop overwrites costs a call to `memset`, in time and in flash, at every inference,
//! and returning it by value costs a copy. So a layer writes into a [`Buffer`], and gives back what it has become:
//! [`Activations`]. This file is the one place of the crate with `unsafe` in it, and exists so that no other needs
//! any. It knows how many words there are, and leaves what is in a word to [`crate::layout`].
#![allow(unsafe_code, reason = "reads words that the kernels have written")]

use core::mem::MaybeUninit;

use crate::layout::native;

/// A word that a kernel has yet to write.
pub type Word = MaybeUninit<i32>;

/// Room for `N` activations, not yet written.
pub struct Buffer<const N: usize> {
    words: [Word; N],
}

/// `N` activations in the layout of the target.
///
/// **Format**: raw values that fit an `i16`. On Armv6-M one to a word, since its LDRSH has no immediate offset; with
/// the DSP extension two to a word, so that one load feeds two multiplications. At most `4 * N` bytes.
#[repr(transparent)]
pub struct Activations<const N: usize> {
    /// The first `native::words(N)` of them are written, and no other is ever read.
    words: [Word; N],
}

impl<const N: usize> Buffer<N> {
    /// Words that hold the activations.
    const WORDS: usize = native::words(N);

    /// Room that costs nothing to make.
    #[inline(always)]
    #[expect(clippy::new_without_default, reason = "a default is not const, and this is for const functions")]
    pub const fn new() -> Self {
        Self { words: [const { MaybeUninit::uninit() }; N] }
    }

    /// Writes one raw value to each activation; a value must fit an `i16`.
    #[inline(always)]
    pub const fn store(&mut self, values: &[i32; N]) -> &Activations<N> {
        native::store(values, self.words());
        // SAFETY: `native::store` writes every word of the slice that it gets.
        unsafe { self.written() }
    }

    /// The words for a kernel to write. Each kernel of [`crate::layout`] ends by writing all that it was given,
    /// whatever the shapes.
    #[inline(always)]
    pub(crate) const fn words(&mut self) -> &mut [Word] {
        match self.words.split_at_mut_checked(Self::WORDS) {
            Some((words, _)) => words,
            None => &mut [],
        }
    }

    /// The buffer as activations.
    ///
    /// # Safety
    ///
    /// Every word of [`Self::words`] has been written.
    #[inline(always)]
    pub(crate) const unsafe fn written(&self) -> &Activations<N> {
        // SAFETY: the two types have the same layout, `Activations` being transparent over the same array.
        unsafe { &*core::ptr::from_ref(self).cast::<Activations<N>>() }
    }
}

impl<const N: usize> Activations<N> {
    /// The words, in the layout of the target.
    #[inline(always)]
    pub const fn words(&self) -> &[i32] {
        let written = match self.words.split_at_checked(Buffer::<N>::WORDS) {
            Some((written, _)) => written,
            None => &[],
        };
        // SAFETY: `MaybeUninit<i32>` has the layout of `i32`, and these words are written: see `Buffer::written`.
        unsafe { core::slice::from_raw_parts(written.as_ptr().cast::<i32>(), written.len()) }
    }
}

/// Writes zero to the words that are left; what makes "every word is written" true by construction in each kernel.
#[inline(always)]
pub(crate) const fn zero(words: &mut [Word]) {
    let mut words = words;
    while let [word, rest @ ..] = words {
        *word = Word::new(0);
        words = rest;
    }
}
