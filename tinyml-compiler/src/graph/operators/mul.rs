//! MUL: the product of two tensors, which may be of different scales and shapes.
//!
//! **Source**: `MulElementwise` of TensorFlow Lite 2.14 (`reference/integer_ops/mul.h`): the exact product, times one multiplier from
//! a quotient in double precision, rounded twice.

use tinyml_core::tensor;

use super::Describe;
use super::broadcasting::broadcast;
use super::sum_of_two::operands;
use crate::graph::Node;
use crate::graph::kernels::Mul as Kernel;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, arithmetic};
use crate::graph::scale::activation_range;
use crate::tflite::{Corrupt, Fused, Options};

/// The options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mul {
    /// What the product loses.
    pub fused: Fused,
}

impl Describe for Mul {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { fused: options.fused(0)? })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let [first, second, output] = operands(node, lowering)?;
        let (broadcast, whole) = broadcast(node, lowering)?;
        let factor = f64::from(first.scale) * f64::from(second.scale) / f64::from(output.scale);
        let multiplier = lowering.multiplier(node, factor, first.reach() * second.reach())?;
        let range = activation_range(self.fused, output.element, output.scale, output.zero_point.into());
        let range =
            range.ok_or_else(|| lowering.refused(node, "has an activation that the output cannot hold"))?;
        let kernel = tensor::Mul {
            broadcast,
            first_zero_point: first.zero_point,
            second_zero_point: second.zero_point,
            multiplier,
            zero_point: output.zero_point,
            range,
        };
        let inputs = vec![lowering.input(node, 0)?, lowering.input(node, 1)?];
        let to = lowering.output(node, 0)?;
        lowering.push(
            node,
            Kernel { kernel, wide: output.is_wide(), whole, count: to.count },
            inputs,
            vec![to],
        );
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (first, second) = (real.input(node, 0)?, real.input(node, 1)?);
        let values = arithmetic::binary(&first, &second, real.shape(node, 0)?, |a, b| a * b);
        real.give(node, values, self.fused)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
