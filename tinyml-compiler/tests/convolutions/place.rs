//! Runs a kernel on tensors of one memory.

use tinyml_compiler::graph::kernels::{Kernel, Overlap};
use tinyml_compiler::graph::run::Io;
use tinyml_core::tensor::Memory;

use crate::cases::Case;

/// How the output lies to the first input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ways {
    /// They have nothing in common.
    Apart,
    /// As near as the kernel says.
    Nearest,
    /// An element nearer than that.
    Nearer,
}

/// What the output is.
pub(crate) fn run(kernel: &Kernel, case: &Case, ways: Ways) -> Vec<i64> {
    let bytes = case.output().element.bytes();
    let sizes: Vec<usize> = case.inputs.iter().map(|values| values.len() * bytes).collect();
    let count = case.output().count();
    let apart = sizes[0].next_multiple_of(8) as isize;
    let step = if ways == Ways::Nearer { bytes as isize } else { 0 };
    // Where the output starts, seen from the first input.
    let distance = match kernel.describe().overlap(0) {
        Overlap::Lead(lead) if ways != Ways::Apart => step - lead as isize,
        Overlap::Trail(trail) if ways != Ways::Apart => trail - step,
        Overlap::Never | Overlap::Lead(_) | Overlap::Trail(_) => apart,
    };
    let first = (-distance).max(0) as usize;
    let output = (first as isize + distance) as usize;
    let end = (first + sizes[0]).max(output + count * bytes).next_multiple_of(8);
    let mut words = vec![0_u64; end / 8 + sizes.iter().sum::<usize>() / 8 + 8];
    let memory = Memory::of(&mut words);
    let starts: Vec<usize> = std::iter::once(first).chain((1..sizes.len()).map(|_| end)).collect();
    for (values, &start) in case.inputs.iter().zip(&starts) {
        write(memory, start, bytes, values);
    }
    let inputs =
        case.inputs.iter().zip(&starts).map(|(values, &start)| (memory, start, values.len())).collect();
    kernel.describe().run(&Io { inputs, outputs: vec![(memory, output, count)] });
    read(memory, output, bytes, count)
}

fn write(memory: Memory<'_>, start: usize, bytes: usize, values: &[i64]) {
    for (index, &value) in values.iter().enumerate() {
        match bytes {
            1 => memory.view_mut::<i8>(start, values.len()).set(index, value as i32),
            _ => memory.view_mut::<i16>(start, values.len()).set(index, value as i32),
        }
    }
}

fn read(memory: Memory<'_>, start: usize, bytes: usize, count: usize) -> Vec<i64> {
    let element = |index| match bytes {
        1 => memory.view::<i8>(start, count).get(index),
        _ => memory.view::<i16>(start, count).get(index),
    };
    (0..count).map(|index| element(index).into()).collect()
}
