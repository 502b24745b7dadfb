//! TRANSPOSE: axes in another order, by a copy that reads with strides.
//!
//! **Source**: `reference/transpose.h` of TensorFlow Lite; nothing is computed.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::{Movement, Stride, strides};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, layout};
use crate::tflite::{Corrupt, Fused, Options};

/// No options: input 1 is the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transpose;

impl Describe for Transpose {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let from = &lowering.required(node, 0)?.shape;
        let order = order(node, lowering, from.len())?;
        let shape: Vec<usize> = order.iter().map(|&axis| from[axis]).collect();
        lowering.has_shape(node, 0, &shape)?;
        lowering.take(node, 0, 0, &turned(from, &order))
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (input, order) = (real.input(node, 0)?, real.input(node, 1)?.integers());
        real.give(node, layout::transpose(&input, &order, real.shape(node, 0)?), Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Same
    }
}

/// For each axis of the output, that of the input.
fn order(node: &Node, lowering: &Lowering<'_>, rank: usize) -> Result<Vec<usize>, Refused> {
    let given = lowering.indices(node, 1)?;
    let order: Vec<usize> =
        given.iter().map(|&axis| lowering.axis(node, axis, rank)).collect::<Result<_, _>>()?;
    if order.len() == rank && (0..rank).all(|axis| order.contains(&axis)) {
        return Ok(order);
    }
    let what = format!("orders {rank} dimensions by {given:?}, which is no permutation of them");
    Err(lowering.refused_as(Code::IndexOutside, node, &what))
}

/// A dense tensor with its axes in another order.
pub(super) fn turned(shape: &[usize], order: &[usize]) -> Movement {
    let turned: Vec<usize> = order.iter().map(|&axis| shape[axis]).collect();
    let (from, to) = (strides(shape), strides(&turned));
    let stride = |(place, &axis): (usize, &usize)| Stride {
        count: shape[axis],
        input: isize::try_from(from[axis]).unwrap_or(isize::MAX),
        output: to[place],
    };
    Movement { input: 0, output: 0, loops: order.iter().enumerate().map(stride).collect() }
}
