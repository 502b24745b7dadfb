//! SUM: the sum over some axes, whether they are kept as axes of one or not.
//!
//! Source and rounding: see `reduction.rs`.

use super::{Describe, reduction};
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, reduce};
use crate::tflite::{Corrupt, Fused, Options};

/// No options: the output's shape says whether axes are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum;

impl Describe for Sum {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        reduction::lower(node, lowering, false)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let axes = real.input(node, 1)?.integers();
        real.give(node, reduce::sum(&real.input(node, 0)?, &axes), Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}
