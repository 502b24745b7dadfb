//! What a kernel sees of the memory when it runs on the host.

use tinyml_core::tensor::{Element, Memory, View, ViewMut};

/// What a kernel reads and writes, by its place among the inputs and outputs of its step.
#[derive(Debug)]
pub struct Io<'a> {
    /// The memory of each input, its first byte and its number of elements.
    pub inputs: Vec<(Memory<'a>, usize, usize)>,
    /// Likewise.
    pub outputs: Vec<(Memory<'a>, usize, usize)>,
}

impl<'a> Io<'a> {
    /// An input.
    pub fn input<E: Element>(&self, index: usize) -> View<'a, E> {
        self.inputs.get(index).map_or(View::of(&[]), |&(memory, offset, count)| memory.view(offset, count))
    }

    /// An output.
    pub fn output<E: Element>(&self, index: usize) -> ViewMut<'a, E> {
        self.outputs
            .get(index)
            .map_or(ViewMut::of(&mut []), |&(memory, offset, count)| memory.view_mut(offset, count))
    }
}
