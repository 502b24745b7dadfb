//! PRELU: what is below zero is multiplied by a learnt factor, mostly one for each channel.
//!
//! **Source**: `Prelu` of TensorFlow Lite 2.14 (`reference/prelu.h`, `kernels/activations.cc`): two multipliers from quotients in single precision
//! (TFLite Micro: double), each product rounded twice. One factor for all is a table.

use tinyml_core::tensor;

use super::Describe;
use super::broadcasting::broadcast;
use super::sum_of_two::operands;
use crate::graph::Node;
use crate::graph::kernels::Prelu as Kernel;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, arithmetic};
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prelu;

impl Describe for Prelu {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let [input, factor, output] = operands(node, lowering)?;
        if output.is_wide() {
            return Err(lowering.refused(node, "is supported for int8 only"));
        }
        let (broadcast, [true, _]) = broadcast(node, lowering)? else {
            return Err(lowering.refused(node, "has more factors than values"));
        };
        let positive = f64::from(input.scale / output.scale);
        let negative = f64::from(input.scale * factor.scale / output.scale);
        let kernel = tensor::Prelu {
            broadcast,
            input_zero_point: input.zero_point,
            factor_zero_point: factor.zero_point,
            positive: lowering.multiplier(node, positive, input.reach())?,
            negative: lowering.multiplier(node, negative, input.reach() * factor.reach())?,
            zero_point: output.zero_point,
        };
        let factors = lowering.required(node, 1)?.data.as_ref();
        if let Some(factor) = factors.filter(|data| data.len() == 1).and_then(|data| data.integer(0)) {
            return lowering.tabulate(node, false, |value| kernel.one(value, factor as i32));
        }
        let inputs = vec![lowering.input(node, 0)?, lowering.input(node, 1)?];
        let to = lowering.output(node, 0)?;
        lowering.push(node, Kernel { kernel, count: to.count }, inputs, vec![to]);
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (input, factors) = (real.input(node, 0)?, real.input(node, 1)?);
        let prelu = |value: f64, factor: f64| if value < 0.0 { value * factor } else { value };
        let values = arithmetic::binary(&input, &factors, real.shape(node, 0)?, prelu);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
