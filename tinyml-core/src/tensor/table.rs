//! Any function of one value of 8 bits, by looking it up.
#![allow(clippy::as_conversions, clippy::arithmetic_side_effects, reason = "an index of eight bits")]

use super::{Element, View, ViewMut};

/// A function of an `i8`: what it gives for -128, -127 and so on up to 127.
///
/// **Format**: input `i8`, output `O`, of equal shape. **Order**: element by element, each read before it is written, so
/// the output may lie over the input where both have the same size.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a, O: Element> {
    /// The values.
    pub values: &'a [O; 256],
}

impl<O: Element> Table<'_, O> {
    /// Looks every element up.
    #[inline(never)]
    pub const fn run(&self, input: View<'_, i8>, output: ViewMut<'_, O>) {
        let values = View::of(self.values);
        let mut index = 0;
        while index < output.len() {
            output.set(index, values.get((input.get(index) + 128) as usize));
            index += 1;
        }
    }
}
