//! Runs a lowered graph on the host, by the kernels of the chip and in the memory that was planned for the chip.
//!
//! Bytes that go in and out are in the order of the host, which is that of the chip (little-endian) wherever this is built.
//! Nothing is checked here but lengths: that the plan destroys nothing is proved by [`crate::graph::memory::check()`].

mod io;
#[cfg(test)]
mod tests;
mod words;

use tinyml_core::tensor::Memory;

use crate::graph::lower::{BufferKind, Edge, Lowered, Outcome, Span};
use crate::graph::memory::Plan;

pub use io::Io;
use words::Words;

/// A network on the host, with its states.
#[derive(Debug, Clone)]
pub struct Machine<'m> {
    lowered: &'m Lowered,
    plan: &'m Plan,
    /// The working memory.
    work: Words,
    /// The memory of each buffer that does not lie in the working memory.
    own: Vec<Option<Words>>,
}

/// Inputs that are not those of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongInputs {
    /// The bytes of each input.
    pub expected: Vec<usize>,
    /// What was given.
    pub given: Vec<usize>,
}

impl core::fmt::Display for WrongInputs {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "expected inputs of {:?} bytes, but found {:?}", self.expected, self.given)
    }
}

impl std::error::Error for WrongInputs {}

/// Sees each operator's outputs when they have been written, with their bytes.
pub type Trace<'t> = dyn FnMut(&Outcome, &[u8]) + 't;

impl<'m> Machine<'m> {
    /// A network before its first inference.
    pub fn new(lowered: &'m Lowered, plan: &'m Plan) -> Self {
        let own = vec![None; lowered.buffers.len()];
        let mut machine = Self { lowered, plan, work: Words::zeros(plan.peak), own };
        for index in 0..lowered.buffers.len() {
            machine.own[index] = machine.initial(index);
        }
        machine
    }

    /// Gives every state its first value again.
    pub fn reset(&mut self) {
        for index in 0..self.own.len() {
            if matches!(self.lowered.buffers[index].kind, BufferKind::State(_)) {
                self.own[index] = self.initial(index);
            }
        }
    }

    /// What the memory of a buffer holds at first, if it has one of its own.
    fn initial(&self, buffer: usize) -> Option<Words> {
        let buffer = &self.lowered.buffers[buffer];
        let width = buffer.element.bytes();
        match &buffer.kind {
            BufferKind::Work => None,
            BufferKind::Input(_) | BufferKind::Output(_) => Some(Words::zeros(buffer.count * width)),
            BufferKind::State(value) => Some(Words::repeated(*value, width, buffer.count)),
            BufferKind::Constant(data) => Some(Words::of(data)),
        }
    }

    /// One inference: the bytes of all inputs give those of all outputs.
    ///
    /// # Errors
    ///
    /// Another number of inputs, or inputs of other lengths, than the network has.
    pub fn infer(&mut self, inputs: &[&[u8]]) -> Result<Vec<Vec<u8>>, WrongInputs> {
        self.start(inputs)?;
        for index in 0..self.lowered.steps.len() {
            self.step(index);
        }
        Ok(self.lowered.outputs.iter().map(|output| self.bytes(output.span)).collect())
    }

    /// The same, while `trace` sees what each operator gives: those that only look at the values of another in a new way too.
    ///
    /// # Errors
    ///
    /// The same.
    pub fn infer_traced(
        &mut self,
        inputs: &[&[u8]],
        trace: &mut Trace<'_>,
    ) -> Result<Vec<Vec<u8>>, WrongInputs> {
        self.start(inputs)?;
        self.run(trace);
        Ok(self.lowered.outputs.iter().map(|output| self.bytes(output.span)).collect())
    }

    fn start(&mut self, inputs: &[&[u8]]) -> Result<(), WrongInputs> {
        let expected: Vec<usize> = self.lowered.inputs.iter().map(|input| self.width(input)).collect();
        let given: Vec<usize> = inputs.iter().map(|bytes| bytes.len()).collect();
        if expected != given {
            return Err(WrongInputs { expected, given });
        }
        for (input, bytes) in self.lowered.inputs.iter().zip(inputs) {
            if let Some(words) = &mut self.own[input.span.buffer] {
                words.fill(bytes);
            }
        }
        Ok(())
    }

    fn width(&self, edge: &Edge) -> usize {
        edge.span.count * self.lowered.buffers[edge.span.buffer].element.bytes()
    }

    fn run(&mut self, trace: &mut Trace<'_>) {
        let ready: Vec<usize> =
            self.lowered.results.iter().map(|result| self.lowered.ready(result)).collect();
        for done in 0..=self.lowered.steps.len() {
            for (result, _) in self.lowered.results.iter().zip(&ready).filter(|(_, at)| **at == done) {
                trace(result, &self.bytes(result.span));
            }
            if done < self.lowered.steps.len() {
                self.step(done);
            }
        }
    }

    fn step(&mut self, index: usize) {
        let work = Memory::of(&mut self.work.words);
        let own: Vec<Option<Memory<'_>>> = self
            .own
            .iter_mut()
            .map(|words| words.as_mut().map(|words| Memory::of(&mut words.words)))
            .collect();
        let place = |span: &Span| {
            let first = span.start * self.lowered.buffers[span.buffer].element.bytes();
            match own[span.buffer] {
                Some(memory) => (memory, first, span.count),
                None => (work, self.plan.offsets[span.buffer].unwrap_or(0) + first, span.count),
            }
        };
        let step = &self.lowered.steps[index];
        let (inputs, outputs) =
            (step.inputs.iter().map(place).collect(), step.outputs.iter().map(place).collect());
        step.kernel.describe().run(&Io { inputs, outputs });
    }

    /// The bytes of a span as they are now.
    fn bytes(&self, span: Span) -> Vec<u8> {
        let width = self.lowered.buffers[span.buffer].element.bytes();
        let (first, count) = (span.start * width, span.count * width);
        match &self.own[span.buffer] {
            Some(words) => words.part(first, count),
            None => self.work.part(self.plan.offsets[span.buffer].unwrap_or(0) + first, count),
        }
    }
}
