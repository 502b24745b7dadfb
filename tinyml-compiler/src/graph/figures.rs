//! What a graph takes on the chip. Constants, multiplications and memory are counted; code and stack depend on the compiler of the
//! firmware: they are allowances, and whoever shows them says so.

use crate::cost::Target;
use crate::graph::lower::{BufferKind, Lowered, Step};
use crate::graph::memory::Plan;

/// Bytes of code of a kernel that is there once, however many steps share it; rather too many than too few.
const KERNEL_CODE: usize = 1_200;

/// Bytes of code for each step: its call, with the places of what it reads and writes.
const STEP_CODE: usize = 64;

/// Bytes of code around the steps.
const FRAME_CODE: usize = 256;

/// Bytes of stack of the deepest kernel under the function that calls it, on either target: no kernel has arrays of its own or
/// calls itself, so that it is registers and spilled variables, whatever the sizes of the tensors.
const KERNEL_STACK: usize = 512;

/// Sums over all steps and buffers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Multiplications of one inference.
    pub macs: u64,
    /// Bytes of weights, tables and parameters.
    pub constants: usize,
    /// Bytes of working memory at the peak.
    pub work: usize,
    /// Bytes that are kept from one inference to the next.
    pub states: usize,
    /// Bytes of the caller's arrays of inputs and outputs.
    pub edges: usize,
    /// The different kernels, by name, in the order in which they are run for the first time.
    pub kernels: Vec<&'static str>,
    steps: usize,
}

impl Figures {
    /// Counts.
    pub fn of(lowered: &Lowered, plan: &Plan) -> Self {
        let bytes = |wanted: fn(&BufferKind) -> bool| -> usize {
            let buffers = lowered.buffers.iter().filter(|buffer| wanted(&buffer.kind));
            buffers.map(|buffer| buffer.count * buffer.element.bytes()).sum()
        };
        let mut kernels = Vec::new();
        for name in lowered.steps.iter().map(|step| step.kernel.name()) {
            if !kernels.contains(&name) {
                kernels.push(name);
            }
        }
        let parameters: usize = lowered.steps.iter().map(|step| step.kernel.describe().bytes()).sum();
        Self {
            macs: lowered.steps.iter().map(macs).sum(),
            constants: parameters + bytes(|kind| matches!(kind, BufferKind::Constant(_))),
            work: plan.peak,
            states: bytes(|kind| matches!(kind, BufferKind::State(_))),
            edges: bytes(|kind| matches!(kind, BufferKind::Input(_) | BufferKind::Output(_))),
            kernels,
            steps: lowered.steps.len(),
        }
    }

    /// Bytes of code: an allowance.
    pub fn code(&self, _: Target) -> usize {
        FRAME_CODE + KERNEL_CODE * self.kernels.len() + STEP_CODE * self.steps
    }

    /// Bytes of stack of one inference, without the working memory: a bound on what kernels and their caller need.
    pub fn stack(&self, _: Target) -> usize {
        KERNEL_STACK
    }
}

/// Multiplications of one step.
pub(super) fn macs(step: &Step) -> u64 {
    step.kernel.describe().macs()
}
