//! EXP: the exponential of each value of 8 bits, by a table.
//!
//! **Source**: `kernels/exp.cc` of TensorFlow Lite 2.14, by way of `LUTPopulate`. TFLite Micro has it in float only.

use super::{Describe, curve};
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exp;

impl Describe for Exp {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        curve::tabulate(node, lowering, |value| curve::single(value, libm::exp))
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, libm::exp);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
