//! What a graph takes on the chip. Constants, multiplications and memory are counted; code and stack depend on the compiler of the
//! firmware: they are allowances, and whoever shows them says so.

use crate::cost::Target;
use crate::graph::lower::{BufferKind, Edge, Lowered, Step};
use crate::graph::memory::Plan;

/// Bytes of code of a kernel, which is there once, however many steps share it: the most that release builds for either core had at
/// opt-level 3, rounded up. A kernel that is not in the list has the last of them; that of pools is twice there.
const KERNEL_CODE: [(&str, usize); 9] = [
    ("convolution", 2_900),
    ("depthwise convolution", 4_300),
    ("dense layer", 1_800),
    ("transposed convolution", 2_100),
    ("pool", 2_900),
    ("softmax", 2_100),
    ("softmax of int16", 700),
    ("table", 100),
    ("", 1_800),
];

/// Bytes of code for each step: its call, with the places of what it reads and writes.
const STEP_CODE: usize = 32;

/// Bytes of code around the steps, and of the copies that compilers call.
const FRAME_CODE: usize = 1_000;

/// Bytes of stack of the deepest kernel and of the function that calls it, on either target: no kernel has arrays of its own or
/// calls itself, so that it is registers and spilled variables, whatever the sizes of the tensors. The most that was met
/// is 504, of a depthwise convolution.
const KERNEL_STACK: usize = 640;

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
    /// Bytes of the caller's arrays of inputs.
    pub inputs: usize,
    /// Bytes of the arrays that are returned.
    pub outputs: usize,
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
        let edge = |edge: &Edge| edge.tensor.count() * edge.tensor.element.bytes();
        let parameters: usize = lowered.steps.iter().map(|step| step.kernel.describe().bytes()).sum();
        Self {
            macs: lowered.steps.iter().map(macs).sum(),
            constants: parameters + bytes(|kind| matches!(kind, BufferKind::Constant(_))),
            work: plan.peak,
            states: bytes(|kind| matches!(kind, BufferKind::State(_))),
            inputs: lowered.inputs.iter().map(edge).sum(),
            outputs: lowered.outputs.iter().map(edge).sum(),
            kernels,
            steps: lowered.steps.len(),
        }
    }

    /// Bytes of code: an allowance.
    pub fn code(&self, _: Target) -> usize {
        let of = |kernel: &&str| {
            let known = KERNEL_CODE.iter().find(|(name, _)| name == kernel);
            known.or(KERNEL_CODE.last()).map_or(0, |(_, bytes)| *bytes)
        };
        FRAME_CODE + STEP_CODE * self.steps + self.kernels.iter().map(of).sum::<usize>()
    }

    /// Bytes of stack of one inference, without the working memory: a bound on what kernels and their caller need, and the
    /// outputs, which are made there before they are returned.
    pub fn stack(&self, _: Target) -> usize {
        (KERNEL_STACK + self.outputs).next_multiple_of(8)
    }
}

/// Multiplications of one step.
pub(super) fn macs(step: &Step) -> u64 {
    step.kernel.describe().macs()
}
