//! TANH: the hyperbolic tangent.
//!
//! **Source**: of 8 bits the table of `kernels/activations.cc` of TensorFlow Lite 2.14, see `curve.rs`. TFLite Micro computes in fixed
//! point (`reference/integer_ops/tanh.h`), exact to 24 bits, so that both agree but where a real result is that close to a half;
//! it takes the output's scale for 1/128. Of 16 bits: `Tanh` in the same file of both, see
//! [`Sigmoid`](tinyml_core::tensor::Sigmoid).

use super::{Describe, curve, sigmoid};
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tanh;

impl Describe for Tanh {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let (_, output) = lowering.unary(node)?;
        if output.is_wide() {
            return sigmoid::lower(node, lowering, sigmoid::Shape::Tanh);
        }
        lowering.fixed(node, output, 1.0 / 128.0, 0)?;
        curve::tabulate(node, lowering, |value| curve::single(value, libm::tanh))
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, libm::tanh);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::SIGNED_UNIT
    }
}
