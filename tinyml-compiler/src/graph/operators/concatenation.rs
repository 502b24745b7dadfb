//! CONCATENATION: tensors one behind the other along an axis, by one copy each.
//!
//! **Source**: `reference/concatenation.h` of TensorFlow Lite; nothing is computed, so all have to have one scale, as
//! `micro/kernels/concatenation.cc` demands it. Copies along the outermost axis move one block each, which the plan of the
//! memory may leave out by placing an input within the output.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::Movement;
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, layout};
use crate::graph::{ElementType, Node, Tensor};
use crate::tflite::{Corrupt, Fused, Options};

/// Along which axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concatenation {
    /// Negative ones count from the end.
    pub axis: i32,
    /// Has to be none.
    pub fused: Fused,
}

impl Describe for Concatenation {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { axis: options.i32(0, 0)?, fused: options.fused(1)? })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        if self.fused != Fused::None {
            return Err(lowering.refused(node, "has a fused activation; TFLite Micro supports none here"));
        }
        let output = lowering.output_tensor(node, 0)?;
        let axis = lowering.axis(node, self.axis.into(), output.shape.len())?;
        self.fits(node, lowering, output, axis)?;
        let whole = lowering.output(node, 0)?;
        let mut begin = vec![0; output.shape.len()];
        for index in 0..node.inputs.len() {
            let part = &lowering.required(node, index)?.shape;
            let movement = Movement::into_part(part, &output.shape, &begin);
            let input = lowering.input(node, index)?;
            lowering.copy(node, input, whole, &movement, None)?;
            begin[axis] += part[axis];
        }
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let inputs =
            (0..node.inputs.len()).map(|index| real.input(node, index)).collect::<Result<Vec<_>, _>>()?;
        let values = layout::concatenation(&inputs, self.axis.into(), real.shape(node, 0)?);
        real.give(node, values, self.fused)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Same
    }
}

impl Concatenation {
    /// Whether the inputs are of one kind, and make the output.
    fn fits(
        &self,
        node: &Node,
        lowering: &Lowering<'_>,
        output: &Tensor,
        axis: usize,
    ) -> Result<(), Refused> {
        let mut shape = output.shape.clone();
        shape[axis] = 0;
        for index in 0..node.inputs.len() {
            let input = lowering.required(node, index)?;
            lowering.moves(node, input, output)?;
            same_scale(node, lowering, input, output)?;
            let extent = input.shape.get(axis).copied().unwrap_or(0);
            let mut expected = shape.clone();
            expected[axis] = extent;
            if input.shape != expected {
                let what = format!("cannot put {} into {} along axis {axis}", input.shown(), output.shown());
                return Err(lowering.refused_as(Code::ShapeDisagrees, node, &what));
            }
            shape[axis] = shape[axis].saturating_add(extent);
        }
        lowering.has_shape(node, 0, &shape)
    }
}

/// Integers move as they are, so they have to mean the same on both sides.
pub(super) fn same_scale(
    node: &Node,
    lowering: &Lowering<'_>,
    from: &Tensor,
    to: &Tensor,
) -> Result<(), Refused> {
    let is_quantized = match from.element {
        ElementType::I4 | ElementType::I8 | ElementType::U8 | ElementType::I16 => true,
        ElementType::I32 | ElementType::I64 | ElementType::F32 | ElementType::Bool => false,
    };
    if !is_quantized || from.scale() == to.scale() {
        return Ok(());
    }
    let what =
        format!("moves {} into {}, which has another scale; a QUANTIZE is missing", from.shown(), to.shown());
    Err(lowering.refused_as(Code::MovedElement, node, &what))
}
