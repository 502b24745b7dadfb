//! PADV2: a border of a given value.
//!
//! **Source**: `micro/kernels/pad.cc` of TensorFlow Lite Micro, where the value has the scale of the output.

use super::Describe;
use super::concatenation::same_scale;
use super::pad::{padded, zero};
use crate::diagnostic::Code;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, layout};
use crate::graph::{Data, Node};
use crate::tflite::{Corrupt, Fused, Options};

/// No options: input 1 has a pair of widths for each axis, input 2 the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PadV2;

impl Describe for PadV2 {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let output = lowering.output_tensor(node, 0)?;
        let Some(value) = lowering.input_tensor(node, 2) else {
            return padded(node, lowering, zero(output));
        };
        lowering.moves(node, value, output)?;
        same_scale(node, lowering, value, output)?;
        let value = match &value.data {
            // A float travels as its bits.
            Some(Data::F32(values)) if values.len() == 1 => values[0].to_bits().cast_signed(),
            Some(Data::F32(_)) => {
                return Err(lowering.refused_as(Code::IndexOutside, node, "pads with several values"));
            }
            Some(Data::I8(_) | Data::U8(_) | Data::I16(_) | Data::I32(_) | Data::I64(_)) | None => {
                i32::try_from(lowering.index(node, 2)?).unwrap_or(0)
            }
        };
        padded(node, lowering, value)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (input, widths) = (real.input(node, 0)?, real.input(node, 1)?.integers());
        let value = real.optional(node, 2).and_then(|value| value.values.first().copied()).unwrap_or(0.0);
        real.give(node, layout::pad(&input, &widths, value, real.shape(node, 0)?), Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Same
    }
}
