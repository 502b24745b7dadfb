//! ADD: the sum of two tensors, which may be of different scales and shapes.
//!
//! Source and rounding: see `sum_of_two.rs`.

use super::Describe;
use super::sum_of_two::SumOptions;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, arithmetic};
use crate::tflite::{Corrupt, Options};

/// The options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Add(pub SumOptions);

impl Describe for Add {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        SumOptions::read(options).map(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        self.0.lower(node, lowering, false)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (first, second) = (real.input(node, 0)?, real.input(node, 1)?);
        let values = arithmetic::binary(&first, &second, real.shape(node, 0)?, |a, b| a + b);
        real.give(node, values, self.0.fused)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
