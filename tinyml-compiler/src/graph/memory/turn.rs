//! Kernels that have to run from the last element to the first, since their output lies behind their input.

use super::Plan;
use crate::graph::kernels::{Kernel, Overlap};
use crate::graph::lower::{BufferKind, Lowered, Span, Step};

/// Turns the kernels of those steps whose output meets the input in a way that only the other direction allows.
pub(super) fn turned(mut lowered: Lowered, plan: &Plan) -> Lowered {
    let turned: Vec<Option<Kernel>> = lowered.steps.iter().map(|step| turn(&lowered, plan, step)).collect();
    for (step, kernel) in lowered.steps.iter_mut().zip(turned) {
        if let Some(kernel) = kernel {
            step.kernel = kernel;
        }
    }
    lowered
}

fn turn(lowered: &Lowered, plan: &Plan, step: &Step) -> Option<Kernel> {
    let ([input], Some(output)) = (step.inputs.as_slice(), step.outputs.first()) else { return None };
    let place = |span: &Span| {
        let width = lowered.buffers[span.buffer].element.bytes();
        let is_planned = lowered.buffers[span.buffer].kind == BufferKind::Work;
        let offset = plan.offsets[span.buffer].filter(|_| is_planned)? + span.start * width;
        Some((offset, offset + span.count * width))
    };
    let ((from, from_end), (to, to_end)) = (place(input)?, place(output)?);
    let meet = from < to_end && to < from_end;
    let is_allowed = match step.kernel.describe().overlap(0) {
        Overlap::Lead(lead) => to + lead <= from,
        Overlap::Trail(_) | Overlap::Never => false,
    };
    step.kernel.describe().backwards().filter(|_| meet && !is_allowed)
}
