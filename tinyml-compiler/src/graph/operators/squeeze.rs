//! SQUEEZE: the same values without dimensions of one index, which costs nothing.

use super::Describe;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::tflite::{Corrupt, Fused, Options};

/// No options: the output's shape says it all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Squeeze;

impl Describe for Squeeze {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        lowering.alias(node, 0, 0)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, |value| value);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Same
    }
}
