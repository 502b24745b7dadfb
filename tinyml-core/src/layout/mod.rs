//! Where weights and activations lie in memory, and the dense kernels that walk over them.
//!
//! | layout | for | activations | rows at once | weights |
//! |---|---|---|---|---|
//! | [`offset`] | Armv6-M, hosts | one to a word | 1 | unsigned, offset by half their range |
//! | [`pairs`] | Armv7E-M, Armv8-M main | two to a word | 2 | signed, rows interleaved, widened to pairs of `i16` on demand |
//!
//! The two have the same items under the same names, so that code against [`native`] builds for either; the tests
//! run both on the host and compare every bit. Neither knows the types of the layers above it: everything here is a
//! function on slices, which is what lets the compiler (shapes known at run time) run the very code of the firmware.

pub mod codebook;
mod fence;
pub mod offset;
pub mod pairs;
pub mod sparse;
mod walk;

#[cfg(not(tinyml_pairs))]
pub use offset as native;
#[cfg(tinyml_pairs)]
pub use pairs as native;

pub(crate) use fence::{fence, opaque};

/// Sum plus product, modulo 2^32.
#[inline(always)]
pub(crate) const fn mac(acc: i32, activation: i32, weight: i32) -> i32 {
    acc.wrapping_add(activation.wrapping_mul(weight))
}

/// All but the first element.
#[inline(always)]
pub(crate) const fn tail<T>(slice: &mut [T]) -> &mut [T] {
    match slice {
        [_, rest @ ..] => rest,
        [] => &mut [],
    }
}
