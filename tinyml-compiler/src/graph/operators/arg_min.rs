//! ARG_MIN: the index of the least value along an axis, mostly the class that a network has found.
//!
//! Source: see `extremes.rs`.

use super::{Describe, extremes};
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::tflite::{Corrupt, Options};

/// No options: the output's type is that of its tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArgMin;

impl Describe for ArgMin {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        extremes::lower(node, lowering, true)
    }
}
