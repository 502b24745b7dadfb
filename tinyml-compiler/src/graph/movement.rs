//! Data movement as loops over strides: where elements come from, where they go, and what can be merged.
//!
//! TRANSPOSE, PAD, SPLIT and their like are movements with other numbers. Here is their geometry; it knows nothing of
//! elements or buffers, and `kernels/copy.rs` makes the kernel of it.

use tinyml_core::tensor::COPY_LOOPS;

/// One loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stride {
    /// Number of rounds.
    pub count: usize,
    /// From one round to the next, in elements of the input.
    pub input: isize,
    /// The same in elements of the output.
    pub output: usize,
}

impl Stride {
    /// No loop at all.
    pub const ONE: Self = Self { count: 1, input: 1, output: 1 };
}

/// Loops around the copy of one element, and where they begin. Places of the output increase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The first element that is read.
    pub input: usize,
    /// The first element that is written.
    pub output: usize,
    /// From the outermost one inwards.
    pub loops: Vec<Stride>,
}

/// For each axis of a row-major tensor, how far apart its neighbours lie.
pub fn strides(shape: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis];
    }
    strides
}

impl Movement {
    /// A part of a tensor, which begins at `begin` and has the extents `part`, to the dense tensor of these extents.
    pub fn part(shape: &[usize], begin: &[usize], part: &[usize]) -> Self {
        let (from, to) = (strides(shape), strides(part));
        let input = begin.iter().zip(&from).map(|(begin, stride)| begin * stride).sum();
        Self { input, output: 0, loops: loops(part, &from, &to) }
    }

    /// A dense tensor of the extents `part` into a larger one, where it begins at `begin`.
    pub fn into_part(part: &[usize], shape: &[usize], begin: &[usize]) -> Self {
        let Self { input, output, loops } = Self::part(shape, begin, part);
        let turned = loops.iter().map(|one| Stride {
            input: signed(one.output),
            output: one.input.unsigned_abs(),
            ..*one
        });
        Self { input: output, output: input, loops: turned.collect() }
    }

    /// Number of elements that move.
    pub fn count(&self) -> usize {
        self.loops.iter().map(|one| one.count).product()
    }

    /// The same movement by as few loops as can be: those of one round left out, neighbours that step alike made one.
    #[must_use]
    pub fn merged(&self) -> Self {
        let mut merged: Vec<Stride> = Vec::new();
        if self.count() == 0 {
            merged.push(Stride { count: 0, ..Stride::ONE });
            return Self { loops: merged, ..self.clone() };
        }
        for &inner in self.loops.iter().filter(|one| one.count > 1) {
            match merged.last_mut() {
                Some(outer) if joins(*outer, inner) => {
                    *outer = Stride { count: outer.count * inner.count, ..inner }
                }
                _ => merged.push(inner),
            }
        }
        Self { loops: merged, ..self.clone() }
    }

    /// Whether adjacent elements of the input become all `count` elements of the output, in their order.
    pub fn is_whole(&self, count: usize) -> bool {
        let merged = self.merged();
        let is_dense = merged.loops.iter().all(|one| one.input == 1 && one.output == 1);
        is_dense && merged.loops.len() <= 1 && self.output == 0 && self.count() == count
    }

    /// Whether the kernel has enough loops for it.
    pub fn fits(&self) -> bool {
        self.loops.len() <= COPY_LOOPS + 1
    }

    /// By how many elements the output has to start before the input, so that nothing is overwritten that is still
    /// to be read; `filled` says that gaps of the output are written too.
    ///
    /// That is 1 + the largest difference between a place that is written and one that is read later. For a loop it is
    /// either that of one round, or one between rounds; both are linear in the number of the round, so the first and the last one say all.
    pub fn lead(&self, filled: bool) -> usize {
        let mut block = Block { difference: isize::MIN, low: 0, high: 0 };
        let loops = self.merged().loops;
        if loops.iter().any(|one| one.count == 0) {
            return 0;
        }
        for &one in loops.iter().rev() {
            block = block.repeated(one, filled);
        }
        let (input, output) = (signed(self.input), signed(self.output));
        let before = if filled && output > 0 { output - 1 - (input + block.low) } else { isize::MIN };
        let within = block.difference.saturating_add(output - input);
        before.max(within).saturating_add(1).max(0).unsigned_abs()
    }
}

/// What the rounds of the inner loops do, from where they begin.
struct Block {
    /// The largest difference between a place that is written and one that is read later.
    difference: isize,
    /// The least place that is read.
    low: isize,
    /// The greatest place that is written.
    high: isize,
}

impl Block {
    /// All rounds of a loop around it.
    fn repeated(&self, one: Stride, filled: bool) -> Self {
        let (rounds, step, stride) = (signed(one.count), one.input, signed(one.output));
        let last = rounds - 1;
        // What a round has written when the next one begins: its own elements, and the gap behind them if that is filled.
        let written = if filled { stride - 1 } else { self.high };
        let later = |round: isize| {
            let lowest = if step > 0 { round + 1 } else { last };
            written + round * stride - (self.low + lowest * step)
        };
        let own = |round: isize| self.difference.saturating_add(round * (stride - step));
        let mut difference = own(0).max(own(last));
        if rounds > 1 {
            difference = difference.max(later(0)).max(later(last - 1));
        }
        let (low, high) = (self.low + (last * step).min(0), self.high + last * stride);
        Self { difference, low, high }
    }
}

/// Loops over the extents of a tensor.
fn loops(extents: &[usize], from: &[usize], to: &[usize]) -> Vec<Stride> {
    let steps = from.iter().zip(to);
    extents
        .iter()
        .zip(steps)
        .map(|(&count, (&from, &to))| Stride { count, input: signed(from), output: to })
        .collect()
}

/// Whether two loops step as one would.
fn joins(outer: Stride, inner: Stride) -> bool {
    outer.input == signed(inner.count) * inner.input && outer.output == inner.count * inner.output
}

/// Sizes of tensors fit 31 bits: readers have checked it.
fn signed(size: usize) -> isize {
    isize::try_from(size).unwrap_or(isize::MAX)
}
