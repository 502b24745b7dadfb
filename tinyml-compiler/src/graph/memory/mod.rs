//! Where each buffer of a lowered graph lies in the working memory: exact, and known before the firmware is built.

use crate::graph::lower::{Buffer, BufferKind, Lowered};

/// Where buffers lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// For each buffer in the working memory, its first byte.
    pub offsets: Vec<Option<usize>>,
    /// Bytes of working memory.
    pub peak: usize,
}

/// Plans the memory of a lowered graph.
pub fn plan(lowered: &Lowered) -> Plan {
    // One buffer after the other; the owner of the memory plan lets them share bytes.
    let mut peak = 0;
    let place = |buffer: &Buffer| {
        let offset = peak;
        let is_work = buffer.kind == BufferKind::Work;
        peak += if is_work { (buffer.count * buffer.element.bytes()).next_multiple_of(8) } else { 0 };
        is_work.then_some(offset)
    };
    let offsets = lowered.buffers.iter().map(place).collect();
    Plan { offsets, peak }
}
