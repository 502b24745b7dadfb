//! SPLIT_V: parts of given extents along an axis, as SPLIT otherwise.
//!
//! **Source**: `micro/kernels/split_v.cc` of TensorFlow Lite Micro; nothing is computed.

use super::Describe;
use super::split::parted;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::tflite::{Corrupt, Options};

/// No options: input 1 has the extents, input 2 is the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitV;

impl Describe for SplitV {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let shape = &lowering.required(node, 0)?.shape;
        let axis = lowering.axis(node, lowering.index(node, 2)?, shape.len())?;
        let sizes = lowering.indices(node, 1)?;
        let extents = extents(&sizes, shape[axis]).filter(|extents| extents.len() == node.outputs.len());
        match extents {
            Some(extents) => parted(node, lowering, 0, axis, &extents),
            None => {
                let (outputs, all) = (node.outputs.len(), shape[axis]);
                let what =
                    format!("cannot split {all} indices of axis {axis} by {sizes:?} into {outputs} outputs");
                Err(lowering.refused_as(Code::ShapeDisagrees, node, &what))
            }
        }
    }
}

/// The extents, one of which may be -1 for what the others leave.
fn extents(sizes: &[i64], all: usize) -> Option<Vec<usize>> {
    let given = |&&size: &&i64| size != -1;
    let open = sizes.len() - sizes.iter().filter(given).count();
    let known = sizes
        .iter()
        .filter(given)
        .try_fold(0_usize, |sum, &size| sum.checked_add(usize::try_from(size).ok()?))?;
    let left = all.checked_sub(known)?;
    let is_whole = open == 1 || (open == 0 && left == 0);
    let extent = |&size: &i64| if size == -1 { Some(left) } else { usize::try_from(size).ok() };
    if is_whole { sizes.iter().map(extent).collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::extents;

    #[test]
    fn one_extent_may_be_open() {
        assert_eq!(extents(&[2, -1, 1], 7), Some(vec![2, 4, 1]));
        assert_eq!(extents(&[2, 5], 7), Some(vec![2, 5]));
        assert_eq!(extents(&[2, 4], 7), None, "one is left");
        assert_eq!(extents(&[-1, -1], 7), None);
        assert_eq!(extents(&[8, -1], 7), None);
        assert_eq!(extents(&[-2, 9], 7), None);
    }
}
