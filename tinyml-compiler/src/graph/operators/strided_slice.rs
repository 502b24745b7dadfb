//! STRIDED_SLICE: every n-th index of each axis, forwards or backwards, with axes that vanish or are new.
//!
//! **Source**: `kernels/strided_slice.cc` and `internal/strided_slice_logic.h` of TensorFlow Lite for the masks and for how
//! indices are clamped; nothing is computed. A slice of adjacent elements costs nothing.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::{Movement, Stride, strides};
use crate::tflite::{Corrupt, Options};

/// What bits of each mask say of an index of begin, end and strides (inputs 1 to 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StridedSlice {
    /// Its begin does not count: from the first one on.
    pub begin: i32,
    /// Its end does not count: up to the last one.
    pub end: i32,
    /// It stands for as many whole axes as are missing.
    pub ellipsis: i32,
    /// It stands for a new axis of one index.
    pub new_axis: i32,
    /// It is a single index, whose axis vanishes.
    pub shrink_axis: i32,
    /// Ends are counted from the begin.
    pub offset: bool,
}

/// What is taken of one axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Taken {
    first: usize,
    step: isize,
    count: usize,
}

impl Describe for StridedSlice {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self {
            begin: options.i32(0, 0)?,
            end: options.i32(1, 0)?,
            ellipsis: options.i32(2, 0)?,
            new_axis: options.i32(3, 0)?,
            shrink_axis: options.i32(4, 0)?,
            offset: options.bool(5, false)?,
        })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let shape = &lowering.required(node, 0)?.shape;
        let (begin, end) = (lowering.indices(node, 1)?, lowering.indices(node, 2)?);
        let step = lowering.indices(node, 3)?;
        let Some((output, taken)) = self.taken(shape, &begin, &end, &step) else {
            let what = format!("cannot slice {shape:?} from {begin:?} to {end:?} by {step:?} with {self:?}");
            return Err(lowering.refused_as(Code::IndexOutside, node, &what));
        };
        lowering.has_shape(node, 0, &output)?;
        lowering.take(node, 0, 0, &movement(shape, &taken))
    }
}

impl StridedSlice {
    /// The shape of the output, and what is taken of each axis of the input.
    fn taken(
        &self,
        shape: &[usize],
        begin: &[i64],
        end: &[i64],
        step: &[i64],
    ) -> Option<(Vec<usize>, Vec<Taken>)> {
        let rank = begin.len();
        if end.len() != rank || step.len() != rank || rank > 32 {
            return None;
        }
        let (mut output, mut taken) = (Vec::new(), Vec::new());
        let named =
            (0..rank).filter(|&index| !bit(self.ellipsis, index) && !bit(self.new_axis, index)).count();
        let mut missing = shape.len().checked_sub(named)?;
        for index in 0..rank {
            if bit(self.ellipsis, index) {
                (0..core::mem::take(&mut missing)).try_for_each(|_| whole(shape, &mut output, &mut taken))?;
            } else if bit(self.new_axis, index) {
                output.push(1);
            } else {
                let one =
                    self.axis(*shape.get(taken.len())?, index, begin[index], end[index], step[index])?;
                taken.push(one);
                if !bit(self.shrink_axis, index) {
                    output.push(one.count);
                }
            }
        }
        (0..missing).try_for_each(|_| whole(shape, &mut output, &mut taken))?;
        Some((output, taken))
    }

    /// What an index of begin, end and strides takes of its axis.
    fn axis(&self, extent: usize, index: usize, begin: i64, end: i64, step: i64) -> Option<Taken> {
        let extent = i64::try_from(extent).ok()?;
        // The place before the first one, and the one behind the last, in the direction of the step.
        let (low, high) = if step > 0 { (0, extent) } else { (-1, extent - 1) };
        let from_start = |place: i64| if place < 0 { place + extent } else { place };
        let (first, last) = if step > 0 { (low, high) } else { (high, low) };
        if bit(self.shrink_axis, index) {
            let place = if bit(self.begin, index) { first } else { from_start(begin) };
            let is_within = (0..extent).contains(&place) && step > 0;
            return is_within.then_some(Taken { first: usize::try_from(place).ok()?, step: 1, count: 1 });
        }
        let start = if bit(self.begin, index) { first } else { from_start(begin).clamp(low, high) };
        let end = if self.offset { end.checked_add(start)? } else { end };
        let stop = if bit(self.end, index) { last } else { from_start(end).clamp(low, high) };
        let distance = if step > 0 { stop - start } else { start - stop };
        let size = step.unsigned_abs();
        let count = u64::try_from(distance).unwrap_or(0).checked_add(size.checked_sub(1)?)? / size;
        let count = usize::try_from(count).ok()?;
        Some(Taken { first: usize::try_from(start.max(0)).ok()?, step: isize::try_from(step).ok()?, count })
    }
}

/// The next axis as it is.
fn whole(shape: &[usize], output: &mut Vec<usize>, taken: &mut Vec<Taken>) -> Option<()> {
    let count = *shape.get(taken.len())?;
    output.push(count);
    taken.push(Taken { first: 0, step: 1, count });
    Some(())
}

fn bit(mask: i32, index: usize) -> bool {
    mask >> index.min(31) & 1 == 1
}

fn movement(shape: &[usize], taken: &[Taken]) -> Movement {
    let extents: Vec<usize> = taken.iter().map(|one| one.count).collect();
    let (from, to) = (strides(shape), strides(&extents));
    let stride = |(axis, one): (usize, &Taken)| Stride {
        count: one.count,
        input: one.step.saturating_mul(isize::try_from(from[axis]).unwrap_or(isize::MAX)),
        output: to[axis],
    };
    let input = taken.iter().zip(&from).map(|(one, stride)| one.first * stride).sum();
    Movement { input, output: 0, loops: taken.iter().enumerate().map(stride).collect() }
}
