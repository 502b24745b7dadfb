//! Arrays of the caller as views: what kernels compute with is an integer, whatever the caller's array is made of.
//!
//! A `u8` is seen as the `i8` of its bits, an `f32` as the `i32` of its bits. Nothing is copied and nothing is converted.
#![allow(unsafe_code, reason = "a slice of plain numbers seen as integers of their size")]

use core::marker::PhantomData;

use super::{Element, View, ViewMut};

impl<'a> View<'a, i8> {
    /// The elements of a slice of bytes: an image, or a tensor of the old quantisation.
    #[inline(always)]
    pub const fn bytes(values: &'a [u8]) -> Self {
        Self { start: values.as_ptr().cast::<i8>(), length: values.len(), lifetime: PhantomData }
    }

    /// The bytes of any view.
    pub(super) const fn raw<E: Element>(view: View<'a, E>) -> Self {
        let length = view.length.saturating_mul(E::BYTES);
        Self { start: view.start.cast::<i8>(), length, lifetime: PhantomData }
    }
}

impl<'a> View<'a, i32> {
    /// The elements of a slice of floats, as their bits.
    #[inline(always)]
    pub const fn floats(values: &'a [f32]) -> Self {
        Self { start: values.as_ptr().cast::<i32>(), length: values.len(), lifetime: PhantomData }
    }
}

impl<'a> ViewMut<'a, i8> {
    /// The elements of a slice of bytes.
    #[inline(always)]
    pub const fn bytes(values: &'a mut [u8]) -> Self {
        Self { start: values.as_mut_ptr().cast::<i8>(), length: values.len(), lifetime: PhantomData }
    }
}

impl<'a> ViewMut<'a, i32> {
    /// The elements of a slice of floats, as their bits.
    #[inline(always)]
    pub const fn floats(values: &'a mut [f32]) -> Self {
        Self { start: values.as_mut_ptr().cast::<i32>(), length: values.len(), lifetime: PhantomData }
    }
}

/// Weights that stand in the source as a byte string, of which rustc takes a million in a moment.
#[inline(always)]
pub const fn signed<const COUNT: usize>(bytes: &'static [u8; COUNT]) -> &'static [i8; COUNT] {
    // SAFETY: an `i8` is a byte, and any byte is an `i8`.
    unsafe { &*core::ptr::from_ref(bytes).cast::<[i8; COUNT]>() }
}

/// Copies as many elements as both have, the first one first.
#[inline(never)]
pub const fn copy<E: Element>(input: View<'_, E>, output: ViewMut<'_, E>) {
    let mut index = 0_usize;
    while index < output.len() {
        output.set(index, input.get(index));
        index = index.wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::{View, ViewMut, copy, signed};

    #[test]
    fn other_numbers_are_seen_as_integers_of_their_size() {
        assert_eq!(
            (View::bytes(&[200]).get(0), View::floats(&[-1.5]).get(0)),
            (-56, (-1.5_f32).to_bits().cast_signed())
        );
        let (mut bytes, mut floats) = ([0_u8; 2], [0_f32; 1]);
        ViewMut::bytes(&mut bytes).set(1, -56);
        ViewMut::floats(&mut floats).set(0, 0x3f80_0000);
        assert_eq!((bytes, floats), ([0, 200], [1.0]));
        assert_eq!(View::raw(View::of(&[0x0102_0304_i32])).len(), 4);
        assert_eq!(signed(b"\xff\x01"), &[-1, 1]);
    }

    #[test]
    fn a_constant_expression_can_see_floats() {
        const BITS: i32 = {
            let mut floats = [0.0];
            copy(View::floats(&[2.0]), ViewMut::floats(&mut floats));
            View::floats(&floats).get(0)
        };
        assert_eq!(BITS, 0x4000_0000);
    }
}
