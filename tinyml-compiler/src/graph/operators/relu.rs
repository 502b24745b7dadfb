//! RELU: what is below zero becomes zero, in the scale of the output.

use super::Describe;
use crate::graph::Node;
use crate::graph::kernels::Table;
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
        // A placeholder of the values: the owner of the elementwise operators puts the reference's arithmetic here.
        let values = (-128..=127).map(|value| value.max(0)).collect();
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        lowering.push(node, Table { values }, vec![input], vec![output]);
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, |value| value);
        real.give(node, values, Fused::Relu)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
