//! Runs a lowered graph on the host, by the kernels of the chip and in the memory that was planned for the chip.

use tinyml_core::tensor::{Element, Memory, View, ViewMut};

use crate::graph::lower::{Lowered, Span};
use crate::graph::memory::Plan;

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

/// The state of a running network on the host.
#[derive(Debug)]
pub struct Machine<'m> {
    lowered: &'m Lowered,
    plan: &'m Plan,
}

impl<'m> Machine<'m> {
    /// A network before its first inference.
    pub fn new(lowered: &'m Lowered, plan: &'m Plan) -> Self {
        Self { lowered, plan }
    }

    /// One inference: the bytes of all inputs give those of all outputs; `trace` sees each operator's output when it is written.
    pub fn infer(&mut self, inputs: &[&[u8]], trace: &mut dyn FnMut(usize, Span, &[u8])) -> Vec<Vec<u8>> {
        // The owner of the memory plan puts the machine here.
        let _ = (self.lowered, self.plan, inputs, trace);
        Vec::new()
    }
}
