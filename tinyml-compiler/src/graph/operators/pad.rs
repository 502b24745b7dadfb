//! PAD: a border of the value that stands for zero.
//!
//! **Source**: `micro/kernels/pad.cc` of TensorFlow Lite Micro: without a value of its own an `int8` border is the zero point of the
//! output, and one of a wider type is 0.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::Movement;
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, layout};
use crate::graph::{ElementType, Node, Tensor};
use crate::tflite::{Corrupt, Fused, Options};

/// No options: input 1 has a pair of widths for each axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pad;

impl Describe for Pad {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let value = zero(lowering.output_tensor(node, 0)?);
        padded(node, lowering, value)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (input, widths) = (real.input(node, 0)?, real.input(node, 1)?.integers());
        real.give(node, layout::pad(&input, &widths, 0.0, real.shape(node, 0)?), Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Same
    }
}

/// The integer that stands for zero.
pub(super) fn zero(output: &Tensor) -> i32 {
    let zero_point = output.scale().and_then(|(_, zero_point)| i32::try_from(zero_point).ok());
    match output.element {
        ElementType::I4 | ElementType::I8 | ElementType::U8 => zero_point.unwrap_or(0),
        ElementType::I16 | ElementType::I32 | ElementType::I64 | ElementType::F32 | ElementType::Bool => 0,
    }
}

/// Lowers a border of a value around input 0.
pub(super) fn padded(node: &Node, lowering: &mut Lowering<'_>, value: i32) -> Result<(), Refused> {
    let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
    lowering.moves(node, from, to)?;
    let widths = widths(node, lowering, from.shape.len())?;
    let extent = |(extent, (before, after)): (&usize, &(usize, usize))| {
        extent.checked_add(*before)?.checked_add(*after)
    };
    let shape: Option<Vec<usize>> = from.shape.iter().zip(&widths).map(extent).collect();
    lowering.has_shape(node, 0, &shape.unwrap_or_default())?;
    if from.shape == to.shape {
        return lowering.alias(node, 0, 0);
    }
    let begin: Vec<usize> = widths.iter().map(|&(before, _)| before).collect();
    let movement = Movement::into_part(&from.shape, &to.shape, &begin);
    let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
    lowering.copy(node, input, output, &movement, Some(value))
}

/// How wide the border is before and after each axis.
fn widths(node: &Node, lowering: &Lowering<'_>, rank: usize) -> Result<Vec<(usize, usize)>, Refused> {
    let given = lowering.indices(node, 1)?;
    let sizes: Vec<usize> = given.iter().filter_map(|&width| usize::try_from(width).ok()).collect();
    if given.len() == 2 * rank && sizes.len() == given.len() {
        return Ok(sizes.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect());
    }
    let what =
        format!("pads {rank} dimensions by {given:?}; it needs two widths for each, none of them negative");
    Err(lowering.refused_as(Code::IndexOutside, node, &what))
}
