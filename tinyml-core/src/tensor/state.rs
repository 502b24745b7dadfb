//! What a network remembers from one inference to the next.
#![allow(unsafe_code, reason = "elements of any width are made of an integer in a constant expression")]

use core::fmt;
use core::mem::MaybeUninit;

use super::{Element, ViewMut};

/// `COUNT` elements, each of which is `INITIAL` at first: a variable tensor.
///
/// The first value is part of the type, so that a user's `#[derive(Default)]` gives a network that has seen nothing.
#[derive(Clone)]
pub struct State<E: Element, const COUNT: usize, const INITIAL: i32> {
    values: [E; COUNT],
}

impl<E: Element, const COUNT: usize, const INITIAL: i32> State<E, COUNT, INITIAL> {
    /// A state before the first inference.
    pub const fn new() -> Self {
        // SAFETY: elements are plain integers, for which all zeros is a value.
        let mut state = Self { values: unsafe { MaybeUninit::zeroed().assume_init() } };
        state.reset();
        state
    }

    /// Forgets everything.
    pub const fn reset(&mut self) {
        let (mut index, values) = (0_usize, self.view());
        while index < COUNT {
            values.set(index, INITIAL);
            index = index.wrapping_add(1);
        }
    }

    /// The elements.
    #[inline(always)]
    pub const fn view(&mut self) -> ViewMut<'_, E> {
        ViewMut::of(&mut self.values)
    }
}

impl<E: Element, const COUNT: usize, const INITIAL: i32> Default for State<E, COUNT, INITIAL> {
    fn default() -> Self {
        Self::new()
    }
}

/// Its size, as [`super::Arena`] shows its own.
impl<E: Element, const COUNT: usize, const INITIAL: i32> fmt::Debug for State<E, COUNT, INITIAL> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "State<{COUNT}>")
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn a_state_begins_with_its_initial_value_and_forgets_what_was_written() {
        static FIRST: State<i16, 3, -5> = State::new();
        let mut state = FIRST.clone();
        state.view().set(1, 7);
        assert_eq!([0, 1, 2].map(|index| state.view().view().get(index)), [-5, 7, -5]);
        state.reset();
        assert_eq!([0, 1, 2].map(|index| state.view().view().get(index)), [-5; 3]);
    }
}
