//! What LLVM must not do with a loop over rows, said without a single instruction.
//!
//! Left alone it unrolls such a loop whole (three times the flash) and loads the inputs of a row before the loop (more
//! than there are registers, so that they are spilled). Neither is a matter of correctness: nothing here changes a
//! value, and where the target is not an Arm core nothing is emitted at all.

use core::hint::black_box;

/// The border between two passes of a loop over rows.
///
/// An empty `asm!` that may touch memory, 128 times. It costs nothing when it runs, but the unroller counts each as
/// an instruction, and the pass that moves loads out of loops looks across a hundred of them at most.
#[inline(always)]
pub(crate) const fn fence() {
    #[cfg(target_arch = "arm")]
    {
        sixteen();
        sixteen();
        sixteen();
        sixteen();
        sixteen();
        sixteen();
        sixteen();
        sixteen();
    }
}

#[inline(always)]
#[cfg(target_arch = "arm")]
const fn sixteen() {
    four();
    four();
    four();
    four();
}

#[inline(always)]
#[cfg(target_arch = "arm")]
const fn four() {
    black_box(());
    black_box(());
    black_box(());
    black_box(());
}

/// The same reference, of which LLVM no longer knows what it refers to: constants behind it are loaded, and addressed
/// from one register, instead of becoming literals in the code.
#[inline(always)]
pub(crate) const fn opaque<T>(value: &T) -> &T {
    black_box(value)
}

/// Makes LLVM believe that somebody else may read `words`, so that they go through memory, whole. It would otherwise
/// take the parts of which a word was put together from where they were computed, one register each.
#[inline(always)]
pub(crate) const fn publish<T>(words: &[T]) {
    let _ = black_box(words.as_ptr());
}
