//! SPLIT: equal parts of a tensor along an axis. Along the outermost one they cost nothing, otherwise one copy each.
//!
//! **Source**: `micro/kernels/split.cc` of TensorFlow Lite Micro; nothing is computed.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::Movement;
use crate::tflite::{Corrupt, Options};

/// No options: as many parts as there are outputs; input 0 is the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split;

impl Describe for Split {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let axis = lowering.index(node, 0)?;
        let shape = &lowering.required(node, 1)?.shape;
        let axis = lowering.axis(node, axis, shape.len())?;
        let parts = node.outputs.len();
        if parts == 0 || shape[axis] % parts != 0 {
            let what =
                format!("cannot split {} indices of axis {axis} into {parts} equal parts", shape[axis]);
            return Err(lowering.refused_as(Code::ShapeDisagrees, node, &what));
        }
        parted(node, lowering, 1, axis, &vec![shape[axis] / parts; parts])
    }
}

/// Lowers parts of an input along an axis, one for each output.
pub(super) fn parted(
    node: &Node,
    lowering: &mut Lowering<'_>,
    input: usize,
    axis: usize,
    extents: &[usize],
) -> Result<(), Refused> {
    let shape = &lowering.required(node, input)?.shape;
    let mut begin = vec![0; shape.len()];
    for (output, &extent) in extents.iter().enumerate() {
        let mut part = shape.clone();
        part[axis] = extent;
        lowering.has_shape(node, output, &part)?;
        lowering.take(node, input, output, &Movement::part(shape, &begin, &part))?;
        begin[axis] += extent;
    }
    Ok(())
}
