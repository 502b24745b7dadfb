//! LOGISTIC: `1 / (1 + exp(-x))`.
//!
//! **Source**: of 8 bits the table of `kernels/activations.cc` of TensorFlow Lite 2.14, see `curve.rs`. TFLite Micro computes in fixed
//! point (`reference/integer_ops/logistic.h`), exact to 24 bits, so that both agree but where a real result is that close to a
//! half. Of 16 bits: `Logistic` in the same file of both, see [`Sigmoid`](tinyml_core::tensor::Sigmoid).

use super::{Describe, curve, sigmoid};
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logistic;

impl Describe for Logistic {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let (_, output) = lowering.unary(node)?;
        if output.is_wide() {
            return sigmoid::lower(node, lowering, sigmoid::Shape::Logistic);
        }
        lowering.fixed(node, output, 1.0 / 256.0, -128)?;
        curve::tabulate(node, lowering, |value| 1.0 / (1.0 + curve::single(-value, libm::exp)))
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, function::logistic);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::UNIT
    }
}
