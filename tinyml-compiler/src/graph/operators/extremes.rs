//! What ARG_MAX and ARG_MIN share.
//!
//! **Source**: `ArgMinMax` of TensorFlow Lite 2.14 (`reference/arg_min_max.h`); of equal values the first counts. Nothing is rounded, so the scale
//! does not matter. An output that the file has in int64 is int32 here: no index needs more.

use tinyml_core::tensor;

use crate::diagnostic::Code;
use crate::graph::kernels::Extremum;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::{ElementType, Node};

/// Pushes the step.
pub(super) fn lower(node: &Node, lowering: &mut Lowering<'_>, least: bool) -> Result<(), Refused> {
    let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
    let wide = match from.element {
        ElementType::I8 => false,
        ElementType::I16 => true,
        ElementType::I4
        | ElementType::U8
        | ElementType::I32
        | ElementType::I64
        | ElementType::F32
        | ElementType::Bool => {
            let what = format!("takes {}, but is supported for int8 and int16", from.shown());
            return Err(lowering.refused_as(Code::OperandType, node, &what));
        }
    };
    let axis = lowering.axis(node, lowering.index(node, 1)?, from.shape.len())?;
    let (size, inner) = (from.shape[axis], from.shape[axis + 1..].iter().product());
    let is_index = matches!(to.element, ElementType::I32 | ElementType::I64);
    if !is_index || to.count().checked_mul(size) != Some(from.count()) {
        let what = format!("cannot make {} of {} along axis {axis}", to.shown(), from.shown());
        return Err(lowering.refused_as(Code::OperandShape, node, &what));
    }
    let kernel = tensor::Extremum { size, inner, least };
    let (from, to) = (lowering.input(node, 0)?, lowering.output_of(node, 0, ElementType::I32)?);
    lowering.push(node, Extremum { kernel, wide }, vec![from], vec![to]);
    Ok(())
}
