//! AVERAGE_POOL_2D: windows become their average.

use super::Describe;
use crate::graph::Node;
use crate::graph::kernels::Pooling;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::pooling::Pool;
use crate::graph::quantize::Scaling;
use crate::graph::real::Real;
use crate::tflite::{Corrupt, Options};

/// Window, strides, borders and activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AveragePool2d(pub Pool);

impl Describe for AveragePool2d {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Pool::read(options).map(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        self.0.lower(node, lowering, Pooling::Average)
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        self.0.real(node, real, Pooling::Average)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Same
    }
}
