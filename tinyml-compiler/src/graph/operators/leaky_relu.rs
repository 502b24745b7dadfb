//! LEAKY_RELU: what is below zero is multiplied by a small factor.
//!
//! **Source**: `QuantizeLeakyRelu` of TensorFlow Lite 2.14 (`reference/leaky_relu.h`): a multiplier for each side of zero, from
//! quotients in single precision, rounded twice. A negative factor gives a negative multiplier, which the rounding takes as it is.

use tinyml_core::tensor::Multiplier;

use super::{Describe, straight};
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::tflite::{Corrupt, Fused, Options};

/// The factor of what is below zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeakyRelu {
    /// Finite.
    pub alpha: f32,
}

impl Describe for LeakyRelu {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { alpha: options.f32(0, 0.0)? })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        straight::one_type(node, lowering)?;
        let (input, output) = lowering.unary(node)?;
        let positive = straight::single(input.scale, output.scale);
        let negative = f64::from(input.scale * self.alpha / output.scale);
        let positive = lowering.multiplier(node, positive, input.reach())?;
        let size = lowering.multiplier(node, negative.abs(), input.reach())?;
        let sign = if negative < 0.0 { -1 } else { 1 };
        let negative = Multiplier { multiplier: sign * size.multiplier, ..size };
        straight::push(node, lowering, (input, output), (positive, negative), Fused::None)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let alpha = f64::from(self.alpha);
        let values = function::map(&real.input(node, 0)?, |value| function::leaky_relu(value, alpha));
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
