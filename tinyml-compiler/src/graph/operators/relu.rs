//! RELU: what is below zero becomes zero, in the scale of the output.
//!
//! **Source**: `QuantizedReluX` of TensorFlow Lite 2.14 (`kernels/activations.cc`): the value times the quotient of the scales, which
//! is computed in single precision, rounded twice, then clamped.

use super::{Describe, straight};
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relu;

impl Describe for Relu {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        straight::one_type(node, lowering)?;
        straight::rescale(node, lowering, Fused::Relu)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, |value| value);
        real.give(node, values, Fused::Relu)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
