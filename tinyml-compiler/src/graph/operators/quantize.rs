//! QUANTIZE: integers of another scale, or integers of floats.
//!
//! **Source**: between integers `Requantize` of TensorFlow Lite (`reference/requantize.h`): the quotient of the scales in double precision,
//! rounded twice; `tflite-runtime` 2.14 has no int8 to int16, for which TFLite Micro stands. From floats `AffineQuantize`
//! (`reference/quantize.h`), see [`QuantizeFloat`](tinyml_core::tensor::QuantizeFloat), which also says what NaN becomes.

use tinyml_core::tensor;

use super::{Describe, straight};
use crate::diagnostic::Code;
use crate::graph::kernels::QuantizeFloat;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::graph::{ElementType, Node};
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantize;

impl Describe for Quantize {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
        lowering.counts(node, from, to)?;
        if from.element == ElementType::F32 {
            return floats(node, lowering);
        }
        let (input, output) = (lowering.stored(node, from)?, lowering.stored(node, to)?);
        let factor = f64::from(input.scale) / f64::from(output.scale);
        let slope = lowering.multiplier(node, factor, input.reach())?;
        straight::push(node, lowering, (input, output), (slope, slope), Fused::None)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, |value| value);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}

/// Pushes the step from floats, which is the only one that takes any.
fn floats(node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
    let output = lowering.stored(node, lowering.output_tensor(node, 0)?)?;
    let bits = output.scale.to_bits();
    if !output.scale.is_normal() {
        let what = format!("has the scale {:e}, which is too small for single precision", output.scale);
        return Err(lowering.refused_as(Code::ElementOverflow, node, &what));
    }
    let (mantissa, exponent) = (bits & 0x7f_ffff | 1 << 23, (bits >> 23) as i32 - 150);
    let (zero_point, range) = (output.zero_point, output.range);
    let kernel = tensor::QuantizeFloat { mantissa, exponent, zero_point, range };
    let (from, to) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
    lowering.push(node, QuantizeFloat { kernel, wide: output.is_wide() }, vec![from], vec![to]);
    Ok(())
}
