//! The order of the steps: where branches give freedom, another one than the file's may need less memory.
//!
//! Exact where there are few sets of steps that can be done first: for each such set, the least peak at which it is
//! reached. What is compared there is the bytes in use at each step; the plans themselves decide in the end.

use std::collections::BTreeMap;

use super::lifetime::touched;
use super::problem::{Footprint, step_overlaps};
use crate::graph::lower::{Buffer, BufferKind, Lowered, Step};

/// The most sets of one size that are followed.
const MOST_SETS: usize = 500;

/// The most steps that fit a set.
const MOST_STEPS: usize = 127;

/// The graph with its steps in the order that needs least memory; `None` where the file's own order is as good.
pub(super) fn reordered(lowered: &Lowered) -> Option<Lowered> {
    let order = best(lowered)?;
    let steps = order.iter().map(|&step| lowered.steps[step].clone()).collect();
    Some(Lowered { steps, ..lowered.clone() })
}

/// An order with a lower peak, as far as bytes in use tell; `None` where there is none, or too many sets.
fn best(lowered: &Lowered) -> Option<Vec<usize>> {
    let count = lowered.steps.len();
    let graph = (count <= MOST_STEPS).then(|| Dependencies::of(lowered))?;
    // For each set, its peak and the step that was last.
    let mut layers = vec![BTreeMap::from([(0_u128, (0_i64, 0_usize))])];
    for _ in 0..count {
        let mut next: BTreeMap<u128, (i64, usize)> = BTreeMap::new();
        for (&done, &(peak, _)) in layers.last()? {
            for step in (0..count).filter(|&step| graph.is_ready(done, step)) {
                let peak = peak.max(graph.footprint(done, step));
                let entry = next.entry(done | 1 << step).or_insert((peak, step));
                // Of equal ones the later step goes last, which keeps the file's order.
                if (peak, core::cmp::Reverse(step)) < (entry.0, core::cmp::Reverse(entry.1)) {
                    *entry = (peak, step);
                }
            }
        }
        if next.len() > MOST_SETS {
            return None;
        }
        layers.push(next);
    }
    let (mut order, mut done) = (Vec::new(), *layers.last()?.keys().next()?);
    let peak = layers.last()?.get(&done)?.0;
    for layer in layers.iter().rev().take(count) {
        let (_, step) = *layer.get(&done)?;
        order.push(step);
        done &= !(1 << step);
    }
    order.reverse();
    (peak < graph.peak(0..count)).then_some(order)
}

/// What has to come before what, and what each buffer costs.
struct Dependencies<'l> {
    lowered: &'l Lowered,
    /// For each step, those that must be done before.
    before: Vec<u128>,
    /// For each buffer, the steps that touch it; those of outputs are never all done.
    users: Vec<u128>,
    sizes: Vec<i64>,
}

/// Stands for what comes after the last step.
const END: u128 = 1 << MOST_STEPS;

impl<'l> Dependencies<'l> {
    fn of(lowered: &'l Lowered) -> Self {
        let steps = &lowered.steps;
        let follows = |later: usize| {
            let earlier = (0..later).filter(|&earlier| depends(&steps[later], &steps[earlier]));
            earlier.fold(0, |set, earlier| set | 1 << earlier)
        };
        let mut users = vec![0; lowered.buffers.len()];
        for (index, step) in steps.iter().enumerate() {
            touched(step).for_each(|buffer| users[buffer] |= 1 << index);
        }
        for edge in &lowered.outputs {
            users[edge.span.buffer] |= END;
        }
        let size = |buffer: &Buffer| match buffer.kind {
            BufferKind::Work => i64::try_from(buffer.count * buffer.element.bytes()).unwrap_or(i64::MAX / 4),
            BufferKind::Input(_) | BufferKind::Output(_) | BufferKind::State(_) | BufferKind::Constant(_) => {
                0
            }
        };
        let sizes = lowered.buffers.iter().map(size).collect();
        Self { lowered, before: (0..steps.len()).map(follows).collect(), users, sizes }
    }

    fn is_ready(&self, done: u128, step: usize) -> bool {
        done & 1 << step == 0 && self.before[step] & !done == 0
    }

    /// The bytes in use at a step after some others.
    fn footprint(&self, done: u128, step: usize) -> i64 {
        let left = !done;
        let mut all = Footprint::default();
        for (users, size) in self.users.iter().zip(&self.sizes) {
            let is_there = users & (done | 1 << step) != 0 && users & left != 0;
            all.others += if is_there { *size } else { 0 };
        }
        for (input, output, apart) in step_overlaps(self.lowered, &self.lowered.steps[step], true) {
            let dies = self.users[input] & left == 1 << step;
            let is_born = self.users[output] & done == 0;
            if dies && is_born && self.sizes[input] > 0 && self.sizes[output] > 0 {
                all.overlap(self.sizes[output], self.sizes[input], apart);
            }
        }
        all.bytes()
    }

    fn peak(&self, order: impl Iterator<Item = usize>) -> i64 {
        let (mut done, mut peak) = (0, 0);
        for step in order {
            peak = peak.max(self.footprint(done, step));
            done |= 1 << step;
        }
        peak
    }
}

/// Whether a step has to stay behind an earlier one: one of them writes what the other touches.
fn depends(later: &Step, earlier: &Step) -> bool {
    let reads_written =
        later.inputs.iter().any(|one| earlier.outputs.iter().any(|other| one.touches(*other)));
    let writes_touched = later
        .outputs
        .iter()
        .any(|one| earlier.inputs.iter().chain(&earlier.outputs).any(|other| one.touches(*other)));
    reads_written || writes_touched
}
