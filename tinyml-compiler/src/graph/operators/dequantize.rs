//! DEQUANTIZE: floats of integers, for whoever reads the output; the chip handles them as bits.
//!
//! **Source**: `Dequantize` of TensorFlow Lite 2.14 (`reference/dequantize.h`): the product with the scale in double precision, which is exact,
//! rounded once to single. Of 8 bits that is a table of 256 floats, of 16 bits see
//! [`Dequantize16`](tinyml_core::tensor::Dequantize16).

use tinyml_core::tensor;

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::elementwise::Quantized;
use crate::graph::kernels::{Dequantize16, Table};
use crate::graph::lower::{Lowering, Refused};
use crate::graph::real::{Real, function};
use crate::graph::{ElementType, Node};
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dequantize;

impl Describe for Dequantize {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
        lowering.counts(node, from, to)?;
        let input = lowering.stored(node, from)?;
        if to.element != ElementType::F32 {
            let what = format!("gives {}, which should be float32", to.shown());
            return Err(lowering.refused_as(Code::OperandType, node, &what));
        }
        if input.is_wide() {
            return wide(node, lowering, input);
        }
        let float = |value| (f64::from(input.scale) * f64::from(value - input.zero_point)) as f32;
        let values = (-128..=127).map(|value| float(value).to_bits().cast_signed()).collect();
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        lowering.push(node, Table::I32(values), vec![input], vec![output]);
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, |value| value);
        real.give(node, values, Fused::None)
    }
}

fn wide(node: &Node, lowering: &mut Lowering<'_>, input: Quantized) -> Result<(), Refused> {
    if !input.scale.is_normal() || !(input.scale * 65_536.0).is_finite() {
        let what = format!("has the scale {:e}, by which results could be infinite or denormal", input.scale);
        return Err(lowering.refused_as(Code::ElementOverflow, node, &what));
    }
    let bits = input.scale.to_bits();
    let (mantissa, exponent) = (bits & 0x7f_ffff | 1 << 23, (bits >> 23) as u8);
    let kernel = Dequantize16(tensor::Dequantize16 { zero_point: input.zero_point, mantissa, exponent });
    let (from, to) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
    lowering.push(node, kernel, vec![from], vec![to]);
    Ok(())
}
