//! PACK: tensors of one shape as the indices of a new axis, by one copy each.
//!
//! **Source**: `micro/kernels/pack.cc` of TensorFlow Lite Micro; nothing is computed.

use super::Describe;
use super::concatenation::same_scale;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::Movement;
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, layout};
use crate::tflite::{Corrupt, Fused, Options};

/// Where the new axis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pack {
    /// Negative ones count from the end of the output's.
    pub axis: i32,
}

impl Describe for Pack {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { axis: options.i32(1, 0)? })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let output = lowering.output_tensor(node, 0)?;
        let axis = lowering.axis(node, self.axis.into(), output.shape.len())?;
        let mut part = output.shape.clone();
        part[axis] = 1;
        let mut shape = part.clone();
        shape[axis] = node.inputs.len();
        lowering.has_shape(node, 0, &shape)?;
        let mut begin = vec![0; shape.len()];
        let whole = lowering.output(node, 0)?;
        for index in 0..node.inputs.len() {
            let input = lowering.required(node, index)?;
            lowering.moves(node, input, output)?;
            same_scale(node, lowering, input, output)?;
            let mut expected = part.clone();
            expected.remove(axis);
            if input.shape != expected {
                let what = format!("cannot put {} into {} along axis {axis}", input.shown(), output.shown());
                return Err(lowering.refused_as(Code::ShapeDisagrees, node, &what));
            }
            let input = lowering.input(node, index)?;
            begin[axis] = index;
            lowering.copy(node, input, whole, &Movement::into_part(&part, &shape, &begin), None)?;
        }
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let inputs =
            (0..node.inputs.len()).map(|index| real.input(node, index)).collect::<Result<Vec<_>, _>>()?;
        let values = layout::concatenation(&inputs, self.axis.into(), real.shape(node, 0)?);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Same
    }
}
