//! SLICE: a block of a tensor, which costs nothing where it is adjacent.
//!
//! **Source**: `reference/slice.h` of TensorFlow Lite; nothing is computed.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::Movement;
use crate::tflite::{Corrupt, Options};

/// No options: input 1 is where it begins, input 2 how many indices it has, -1 for all that follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice;

impl Describe for Slice {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let shape = &lowering.required(node, 0)?.shape;
        let (begin, size) = (lowering.indices(node, 1)?, lowering.indices(node, 2)?);
        let Some(blocks) = blocks(shape, &begin, &size) else {
            let what = format!("takes {size:?} indices from {begin:?} on, of a tensor of {shape:?}");
            return Err(lowering.refused_as(Code::IndexOutside, node, &what));
        };
        let (begin, part): (Vec<usize>, Vec<usize>) = blocks.into_iter().unzip();
        lowering.has_shape(node, 0, &part)?;
        lowering.take(node, 0, 0, &Movement::part(shape, &begin, &part))
    }
}

/// For each axis its first index and how many there are.
fn blocks(shape: &[usize], begin: &[i64], size: &[i64]) -> Option<Vec<(usize, usize)>> {
    if begin.len() != shape.len() || size.len() != shape.len() {
        return None;
    }
    let block = |axis: usize| {
        let begin = usize::try_from(begin[axis]).ok()?;
        let rest = shape[axis].checked_sub(begin)?;
        let size = if size[axis] == -1 { rest } else { usize::try_from(size[axis]).ok()? };
        (size <= rest).then_some((begin, size))
    };
    (0..shape.len()).map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn a_block_lies_within() {
        assert_eq!(blocks(&[4, 5], &[1, 2], &[3, -1]), Some(vec![(1, 3), (2, 3)]));
        for (begin, size) in [([2, 0], [3, 1]), ([5, 0], [-1, 1]), ([-1, 0], [1, 1]), ([0, 0], [-2, 1])] {
            assert_eq!(blocks(&[4, 5], &begin, &size), None, "{begin:?} {size:?}");
        }
        assert_eq!(blocks(&[4, 5], &[0], &[1]), None);
    }
}
