//! Where each buffer of a lowered graph lies in the working memory: exact, and known before the firmware is built.

use crate::graph::lower::Lowered;

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
    // The owner of the memory plan puts it here.
    Plan { offsets: vec![None; lowered.buffers.len()], peak: 0 }
}
