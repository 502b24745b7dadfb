//! Proves of a plan that no byte is overwritten while it is still needed.
//!
//! The steps are followed with the owner of each byte: a kernel may read what its input's buffer owns, and owns what it
//! writes. Nothing here knows how a plan is found; lifetimes are not asked for either, since what is destroyed too early is
//! found missing when it is read.

use std::collections::BTreeMap;

use super::{ALIGNMENT, Plan};
use crate::diagnostic::{Code, Diagnostic};
use crate::graph::kernels::Overlap;
use crate::graph::lower::{BufferId, BufferKind, Lowered, Refused, Span, Step};

/// Checks a plan of any origin.
///
/// # Errors
///
/// The first step that would destroy or miss something; an error of this compiler and not of the model.
pub fn check(lowered: &Lowered, plan: &Plan) -> Result<(), Refused> {
    let mut memory = Memory { lowered, plan, owned: BTreeMap::new() };
    for step in &lowered.steps {
        memory.step(step).map_err(|what| refused(&format!("step `{}` {what}", step.name)))?;
    }
    for edge in &lowered.outputs {
        memory.read(edge.span).map_err(|what| refused(&format!("output `{}` {what}", edge.tensor.name)))?;
    }
    Ok(())
}

fn refused(what: &str) -> Refused {
    let message = format!("the memory plan is not sound: {what}");
    Box::new(
        Diagnostic::new(Code::PlanUnsound, message).help(
            "this is an error of tinyml and not of the model: please report it, with the model if you can",
        ),
    )
}

/// Bytes of the working memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bytes {
    start: usize,
    end: usize,
}

impl Bytes {
    fn meet(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Who owns which bytes.
struct Memory<'a> {
    lowered: &'a Lowered,
    plan: &'a Plan,
    /// For the first byte of each piece, the byte behind it and the owner.
    owned: BTreeMap<usize, (usize, BufferId)>,
}

impl Memory<'_> {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        for input in &step.inputs {
            self.read(*input)?;
        }
        for (index, output) in step.outputs.iter().enumerate() {
            self.apart(step, index, *output)?;
        }
        for output in &step.outputs {
            if let Some(bytes) = self.bytes(*output)? {
                self.write(bytes, output.buffer);
            }
        }
        Ok(())
    }

    /// Where a span lies; nothing if not in the working memory.
    fn bytes(&self, span: Span) -> Result<Option<Bytes>, String> {
        let buffer = &self.lowered.buffers[span.buffer];
        if buffer.kind != BufferKind::Work {
            return Ok(None);
        }
        let width = buffer.element.bytes();
        let offset = self.plan.offsets[span.buffer]
            .ok_or_else(|| format!("uses `{}`, which has no place", buffer.name))?;
        let bytes =
            Bytes { start: offset + span.start * width, end: offset + (span.start + span.count) * width };
        match offset % ALIGNMENT == 0
            && span.start + span.count <= buffer.count
            && bytes.end <= self.plan.peak
        {
            true => Ok(Some(bytes)),
            false => Err(format!("uses `{}` beyond the memory, or not aligned", buffer.name)),
        }
    }

    /// Whether all of a span is still what was written there.
    fn read(&self, span: Span) -> Result<(), String> {
        let Some(bytes) = self.bytes(span)? else { return Ok(()) };
        let pieces = self.owned.range(..bytes.end).rev().take_while(|(_, (end, _))| *end > bytes.start);
        let own = pieces.filter(|(_, (_, buffer))| *buffer == span.buffer);
        let there: usize = own.map(|(start, (end, _))| end.min(&bytes.end) - start.max(&bytes.start)).sum();
        match there == bytes.end - bytes.start {
            true => Ok(()),
            false => Err(format!(
                "reads `{}`, of which only {there} of {} bytes are there",
                self.lowered.buffers[span.buffer].name,
                bytes.end - bytes.start
            )),
        }
    }

    /// Whether an output of a step lies apart from the outputs before it, and as its kernel allows from the inputs.
    fn apart(&self, step: &Step, index: usize, output: Span) -> Result<(), String> {
        let Some(own) = self.bytes(output)? else { return Ok(()) };
        for other in &step.outputs[..index] {
            if self.bytes(*other)?.is_some_and(|other| other.meet(own)) {
                return Err("has two outputs at one place".to_owned());
            }
        }
        for (number, input) in step.inputs.iter().enumerate() {
            // A step that is given one buffer as input and output knows what it does.
            let Some(bytes) = self.bytes(*input)?.filter(|_| input.buffer != output.buffer) else { continue };
            let allowed = match step.kernel.describe().overlap(number) {
                Overlap::Lead(lead) => index == 0 && own.start + lead <= bytes.start,
                Overlap::Trail(trail) => {
                    let least = isize::try_from(bytes.start).ok().and_then(|start| start.checked_add(trail));
                    index == 0 && least.is_some_and(|least| least <= isize::try_from(own.start).unwrap_or(-1))
                }
                Overlap::Never => false,
            };
            if own.meet(bytes) && !allowed {
                let name = &self.lowered.buffers[input.buffer].name;
                return Err(format!("writes over its input `{name}` before it is read"));
            }
        }
        Ok(())
    }

    fn write(&mut self, bytes: Bytes, buffer: BufferId) {
        // Pieces do not meet, so the first that ends before is the last that has to be looked at.
        let before = self.owned.range(..bytes.end).rev();
        let met: Vec<(usize, usize, BufferId)> = before
            .take_while(|(_, (end, _))| *end > bytes.start)
            .map(|(start, (end, owner))| (*start, *end, *owner))
            .collect();
        for (start, end, owner) in met {
            self.owned.remove(&start);
            if start < bytes.start {
                self.owned.insert(start, (bytes.start, owner));
            }
            if bytes.end < end {
                self.owned.insert(bytes.end, (end, owner));
            }
        }
        if bytes.start < bytes.end {
            self.owned.insert(bytes.start, (bytes.end, buffer));
        }
    }
}
