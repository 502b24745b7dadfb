//! From which step to which a buffer is alive.

use super::problem::Scope;
use crate::graph::lower::{BufferKind, Lowered, Step};

/// The first and the last step that touch a buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Life {
    pub(super) first: usize,
    /// The number of steps, where it is needed after the last of them.
    pub(super) last: usize,
}

/// The life of each buffer that is planned; `None` for the others and for those that no step touches.
pub(super) fn lives(lowered: &Lowered, scope: Scope) -> Vec<Option<Life>> {
    let mut lives: Vec<Option<Life>> = vec![None; lowered.buffers.len()];
    for (step, touched) in lowered.steps.iter().map(touched).enumerate() {
        for buffer in touched {
            let first = lives[buffer].map_or(step, |life| life.first);
            lives[buffer] = Some(Life { first, last: step });
        }
    }
    for edge in &lowered.outputs {
        let life = &mut lives[edge.span.buffer];
        *life = life.map(|life| Life { last: lowered.steps.len(), ..life });
    }
    for (buffer, life) in lowered.buffers.iter().zip(&mut lives) {
        *life = life.and_then(|life| match buffer.kind {
            BufferKind::Work => Some(life),
            BufferKind::Input(_) if scope.edges => Some(Life { first: 0, ..life }),
            BufferKind::Output(_) if scope.edges => Some(life),
            BufferKind::Input(_) | BufferKind::Output(_) | BufferKind::State(_) | BufferKind::Constant(_) => {
                None
            }
        });
    }
    lives
}

/// The buffers that a step reads or writes.
pub(super) fn touched(step: &Step) -> impl Iterator<Item = usize> {
    step.inputs.iter().chain(&step.outputs).map(|span| span.buffer)
}
