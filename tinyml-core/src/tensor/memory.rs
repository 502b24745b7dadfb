//! The working memory of a network, and views of the tensors in it.
//!
//! The compiler plans where each tensor lies; tensors that are not alive together share bytes, and an operator that
//! consumes its input in order may write its output over it. So a [`View`] and a [`ViewMut`] of one memory may overlap. They hold
//! raw pointers for that reason, hand out no reference to anything that can change while it is held, and check every
//! access: outside of a view reads give zero and writes do nothing. The types are neither `Send` nor `Sync`, so nobody
//! else writes meanwhile.
#![allow(
    unsafe_code,
    reason = "an operator's output may lie over its input, which references cannot express"
)]
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "types are widened, and `From` is not const"
)]

use core::fmt;
use core::marker::PhantomData;

use super::Element;

/// Working memory of `BYTES` bytes, aligned for words and for pairs of words.
#[derive(Clone)]
#[repr(C, align(8))]
pub struct Arena<const BYTES: usize> {
    bytes: [u8; BYTES],
}

impl<const BYTES: usize> Arena<BYTES> {
    /// A memory of zeros, which takes no flash where it is a static.
    pub const fn new() -> Self {
        Self { bytes: [0; BYTES] }
    }

    /// The memory, to be cut into views.
    #[inline(always)]
    pub const fn memory(&mut self) -> Memory<'_> {
        Memory { start: self.bytes.as_mut_ptr(), bytes: BYTES, lifetime: PhantomData }
    }
}

impl<const BYTES: usize> Default for Arena<BYTES> {
    fn default() -> Self {
        Self::new()
    }
}

/// Its size: what tensors have left in it means nothing.
impl<const BYTES: usize> fmt::Debug for Arena<BYTES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arena<{BYTES}>")
    }
}

/// Bytes that tensors lie in.
#[derive(Clone, Copy, Debug)]
pub struct Memory<'a> {
    start: *mut u8,
    bytes: usize,
    lifetime: PhantomData<&'a mut [u8]>,
}

impl<'a> Memory<'a> {
    /// The bytes of a slice, which has to be aligned for words: for a memory whose size is not a constant.
    pub const fn of(words: &'a mut [u64]) -> Self {
        Self { start: words.as_mut_ptr().cast::<u8>(), bytes: words.len() * 8, lifetime: PhantomData }
    }

    /// `count` elements from the byte `offset` on, to be read; empty unless they lie within the memory and are aligned.
    #[inline(always)]
    pub const fn view<E: Element>(self, offset: usize, count: usize) -> View<'a, E> {
        let Self { start, bytes, .. } = self;
        let (start, length) = match place::<E>(bytes, offset, count) {
            // SAFETY: the offset lies within the memory.
            Some(length) => (unsafe { start.add(offset) }, length),
            None => (start, 0),
        };
        View { start: start.cast::<E>(), length, lifetime: PhantomData }
    }

    /// The same, to be written.
    #[inline(always)]
    pub const fn view_mut<E: Element>(self, offset: usize, count: usize) -> ViewMut<'a, E> {
        let View { start, length, .. } = self.view::<E>(offset, count);
        ViewMut { start: start.cast_mut(), length, lifetime: PhantomData }
    }
}

/// The length of a view, if it is within `bytes` and aligned.
#[inline(always)]
const fn place<E: Element>(bytes: usize, offset: usize, count: usize) -> Option<usize> {
    let Some(length) = count.checked_mul(E::BYTES) else { return None };
    let Some(end) = offset.checked_add(length) else { return None };
    if end <= bytes && offset.is_multiple_of(E::BYTES) { Some(count) } else { None }
}

/// A tensor to be read.
#[derive(Clone, Copy, Debug)]
pub struct View<'a, E: Element> {
    pub(super) start: *const E,
    pub(super) length: usize,
    pub(super) lifetime: PhantomData<&'a [E]>,
}

impl<'a, E: Element> View<'a, E> {
    /// The elements of a slice: an input, or a constant.
    #[inline(always)]
    pub const fn of(values: &'a [E]) -> Self {
        Self { start: values.as_ptr(), length: values.len(), lifetime: PhantomData }
    }

    /// Number of elements.
    #[inline(always)]
    pub const fn len(self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.length == 0
    }

    /// One element; zero outside.
    #[inline(always)]
    pub const fn get(self, index: usize) -> i32 {
        if index >= self.length {
            return 0;
        }
        // SAFETY: the index was compared with the length, and elements are plain integers of their size.
        unsafe {
            match E::BYTES {
                1 => *self.start.add(index).cast::<i8>() as i32,
                2 => *self.start.add(index).cast::<i16>() as i32,
                _ => *self.start.add(index).cast::<i32>(),
            }
        }
    }

    /// `count` elements from `start` on; none if they are not all within.
    ///
    /// Whoever calls it must be through with the slice before anything is written to a view that may overlap, which is why
    /// only the kernels of this crate can.
    #[inline(always)]
    pub(crate) const fn row(self, start: usize, count: usize) -> &'a [E] {
        if start > self.length || count > self.length - start {
            return &[];
        }
        // SAFETY: the elements are within the view; nothing writes to them while the slice lives, see above.
        unsafe { core::slice::from_raw_parts(self.start.add(start), count) }
    }

    /// `count` elements from `start` on, as a view; empty if they are not all within.
    pub const fn part(self, start: usize, count: usize) -> Self {
        if start > self.length || count > self.length - start {
            return Self { length: 0, ..self };
        }
        // SAFETY: the elements are within the view.
        Self { start: unsafe { self.start.add(start) }, length: count, lifetime: PhantomData }
    }
}

/// A tensor to be written.
#[derive(Clone, Copy, Debug)]
pub struct ViewMut<'a, E: Element> {
    pub(super) start: *mut E,
    pub(super) length: usize,
    pub(super) lifetime: PhantomData<&'a mut [E]>,
}

impl<'a, E: Element> ViewMut<'a, E> {
    /// The elements of a slice: an output.
    #[inline(always)]
    pub const fn of(values: &'a mut [E]) -> Self {
        Self { start: values.as_mut_ptr(), length: values.len(), lifetime: PhantomData }
    }

    /// Number of elements.
    #[inline(always)]
    pub const fn len(self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.length == 0
    }

    /// The same elements, to be read: of a state, or of what was written before.
    #[inline(always)]
    pub const fn view(self) -> View<'a, E> {
        View { start: self.start.cast_const(), length: self.length, lifetime: PhantomData }
    }

    /// Writes the low bits of a value to one element; nothing outside.
    #[inline(always)]
    pub const fn set(self, index: usize, value: i32) {
        if index >= self.length {
            return;
        }
        // SAFETY: the index was compared with the length, and elements are plain integers of their size.
        unsafe {
            match E::BYTES {
                1 => *self.start.add(index).cast::<i8>() = value as i8,
                2 => *self.start.add(index).cast::<i16>() = value as i16,
                _ => *self.start.add(index).cast::<i32>() = value,
            }
        }
    }

    /// `count` elements of an input from `from` on, to the places from `start` on, as if all were read before one is
    /// written; nothing unless they are all within both.
    #[inline(always)]
    pub(crate) const fn copy(self, start: usize, input: View<'_, E>, from: usize, count: usize) {
        let (input, output) = (input.part(from, count), self.part(start, count));
        if input.length == count && output.length == count {
            // SAFETY: both are within their views; `copy` takes memory that overlaps.
            unsafe { core::ptr::copy(input.start, output.start, count) }
        }
    }

    /// Writes a value to `count` elements from `start` on, as far as they are within.
    #[inline(always)]
    pub(crate) const fn fill(self, start: usize, count: usize, value: i32) {
        let mut index = start;
        let end = if count < self.length.saturating_sub(start) { start + count } else { self.length };
        while index < end {
            self.set(index, value);
            index += 1;
        }
    }

    /// `count` elements from `start` on, as a view; empty if they are not all within.
    pub const fn part(self, start: usize, count: usize) -> Self {
        if start > self.length || count > self.length - start {
            return Self { length: 0, ..self };
        }
        // SAFETY: the elements are within the view.
        Self { start: unsafe { self.start.add(start) }, length: count, lifetime: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use super::{Arena, View, ViewMut};

    #[test]
    fn views_overlap_and_stay_within() {
        let mut arena = Arena::<8>::new();
        let memory = arena.memory();
        let (bytes, words) = (memory.view_mut::<i8>(0, 8), memory.view::<i32>(4, 1));
        bytes.set(4, -1);
        bytes.set(5, 300);
        bytes.set(8, 1);
        assert_eq!((words.get(0), words.get(1)), (0x2cff, 0));
        assert!(memory.view::<i32>(2, 1).is_empty(), "not aligned");
        assert!(memory.view::<i16>(6, 2).is_empty(), "beyond the end");
        assert!(memory.view::<i16>(usize::MAX, 1).is_empty());
    }

    #[test]
    fn rows_and_parts_are_whole_or_empty() {
        let view = View::of(&[1_i16, -2, 3]);
        assert_eq!((view.row(1, 2), view.row(1, 3), view.row(4, 0)), (&[-2, 3][..], &[][..], &[][..]));
        assert_eq!((view.part(2, 1).get(0), view.part(2, 2).len()), (3, 0));
    }

    #[test]
    fn a_constant_expression_can_write_a_memory() {
        const SUM: i32 = {
            let mut arena = Arena::<4>::new();
            let memory = arena.memory();
            memory.view_mut::<i16>(0, 2).set(1, -5);
            let mut out = [0_i8; 1];
            ViewMut::of(&mut out).set(0, memory.view::<i16>(2, 1).get(0));
            out[0] as i32
        };
        assert_eq!(SUM, -5);
    }
}
