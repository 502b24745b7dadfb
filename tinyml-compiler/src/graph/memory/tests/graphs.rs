//! Lowered graphs of tables, whose kernel works in place: of one shape, or at random.

use super::Random;
use crate::graph::ElementType;
use crate::graph::kernels::{Kernel, Table};
use crate::graph::lower::{Buffer, BufferKind, Lowered, Span, Step};

/// A graph without steps, with buffers of so many bytes in the working memory.
pub(super) fn buffers(counts: &[usize]) -> Lowered {
    let buffer = |(index, &count): (usize, &usize)| Buffer {
        name: format!("b{index}"),
        element: ElementType::I8,
        count,
        kind: BufferKind::Work,
    };
    Lowered {
        buffers: counts.iter().enumerate().map(buffer).collect(),
        steps: Vec::new(),
        inputs: Vec::new(),
        outputs: Vec::new(),
        results: Vec::new(),
    }
}

/// All of a buffer.
pub(super) fn whole(lowered: &Lowered, buffer: usize) -> Span {
    Span { buffer, start: 0, count: lowered.buffers[buffer].count }
}

/// A step that reads and writes whole buffers.
pub(super) fn step(lowered: &mut Lowered, inputs: &[usize], outputs: &[usize]) {
    let spans = |buffers: &[usize]| buffers.iter().map(|&buffer| whole(lowered, buffer)).collect();
    let kernel = Kernel::from(Table::I8(vec![0; 256]));
    let (inputs, outputs) = (spans(inputs), spans(outputs));
    let node = lowered.steps.len();
    lowered.steps.push(Step { node, operator: "RELU", name: format!("s{node}"), kernel, inputs, outputs });
}

/// Steps that each write a new buffer, some with scratch, and read one to three earlier ones.
pub(super) fn random(numbers: &mut Random) -> Lowered {
    let count = 3 + numbers.below(8);
    let counts: Vec<usize> = (0..2 * count).map(|_| 1 + numbers.below(40)).collect();
    let mut lowered = buffers(&counts);
    lowered.buffers[0].kind = BufferKind::Input(0);
    for index in 1..count {
        let inputs: Vec<usize> =
            (0..1 + numbers.below(3)).map(|_| index - 1 - numbers.below(index.min(3))).collect();
        let scratch = [index, count + index];
        let outputs = if numbers.below(3) == 0 { &scratch[..] } else { &scratch[..1] };
        step(&mut lowered, &inputs, outputs);
    }
    lowered
}
