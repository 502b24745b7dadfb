//! UNPACK: each index of an axis as a tensor of its own. Of the outermost axis they cost nothing, otherwise one copy each.
//!
//! **Source**: `micro/kernels/unpack.cc` of TensorFlow Lite Micro; nothing is computed.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::Movement;
use crate::tflite::{Corrupt, Options};

/// Which axis vanishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpack {
    /// Negative ones count from the end.
    pub axis: i32,
}

impl Describe for Unpack {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { axis: options.i32(1, 0)? })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let shape = &lowering.required(node, 0)?.shape;
        let axis = lowering.axis(node, self.axis.into(), shape.len())?;
        if shape[axis] != node.outputs.len() {
            let what = format!("unpacks {} indices into {} outputs", shape[axis], node.outputs.len());
            return Err(lowering.refused_as(Code::ShapeDisagrees, node, &what));
        }
        let mut part = shape.clone();
        part[axis] = 1;
        let mut given = part.clone();
        given.remove(axis);
        let mut begin = vec![0; shape.len()];
        for output in 0..node.outputs.len() {
            begin[axis] = output;
            lowering.has_shape(node, output, &given)?;
            lowering.take(node, 0, output, &Movement::part(shape, &begin, &part))?;
        }
        Ok(())
    }
}
