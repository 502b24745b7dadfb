//! SQUEEZE: the same values without dimensions of one index, which costs nothing.

use super::Describe;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::tflite::{Corrupt, Options};

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
}
