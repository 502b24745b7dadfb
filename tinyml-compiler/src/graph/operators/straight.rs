//! Operators that are a straight line on each side of zero: a table of 256 values for 8 bits, a kernel for 16.

use tinyml_core::tensor::{self, Multiplier};

use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::elementwise::Quantized;
use crate::graph::kernels::Slopes;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::activation_range;
use crate::tflite::Fused;

/// Pushes the step of a change of scale that an activation bounds: RELU, RELU6, RELU_N1_TO_1.
pub(super) fn rescale(node: &Node, lowering: &mut Lowering<'_>, fused: Fused) -> Result<(), Refused> {
    let (input, output) = lowering.unary(node)?;
    let slope = lowering.multiplier(node, single(input.scale, output.scale), input.reach())?;
    push(node, lowering, (input, output), (slope, slope), fused)
}

/// Pushes the step of two factors.
pub(super) fn push(
    node: &Node,
    lowering: &mut Lowering<'_>,
    (input, output): (Quantized, Quantized),
    (positive, negative): (Multiplier, Multiplier),
    fused: Fused,
) -> Result<(), Refused> {
    let range = activation_range(fused, output.element, output.scale, output.zero_point.into());
    let range =
        range.ok_or_else(|| lowering.refused(node, "has an activation that the output cannot hold"))?;
    let kernel = tensor::Slopes {
        input_zero_point: input.zero_point,
        positive,
        negative,
        zero_point: output.zero_point,
        range,
    };
    if !input.is_wide() {
        return lowering.tabulate(node, output.is_wide(), |value| kernel.one(value));
    }
    let (from, to) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
    lowering.push(node, Slopes { kernel, wide: output.is_wide() }, vec![from], vec![to]);
    Ok(())
}

/// The quotient of two scales in single precision, in which the reference computes that of activations.
pub(super) fn single(input: f32, output: f32) -> f64 {
    f64::from(input / output)
}

/// Both tensors of one type, as activations have them.
pub(super) fn one_type(node: &Node, lowering: &Lowering<'_>) -> Result<(), Refused> {
    let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
    if from.element == to.element {
        return Ok(());
    }
    let what = format!("makes {} of {}, which has another type", to.shown(), from.shown());
    Err(lowering.refused_as(Code::OperandType, node, &what))
}
