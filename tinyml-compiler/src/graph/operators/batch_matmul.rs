//! BATCH_MATMUL: matrices times matrices; axes before the last two are batches, and are broadcast.
//!
//! Either operand may be transposed, which is a matter of strides; either may be constant.

use tinyml_core::tensor::Operand;

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::kernels;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::weighted::{activations, of_product};
use crate::graph::{Node, Tensor};
use crate::tflite::{Corrupt, Options, fields::batch_matmul as fields};

/// Which operands are transposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchMatmul {
    /// The left one.
    pub transposes_left: bool,
    /// The right one.
    pub transposes_right: bool,
}

impl Describe for BatchMatmul {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self {
            transposes_left: options.bool(fields::ADJ_X, false)?,
            transposes_right: options.bool(fields::ADJ_Y, false)?,
        })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let (left, right) = (lowering.required(node, 0)?, lowering.required(node, 1)?);
        let output = lowering.output_tensor(node, 0)?;
        let activations = activations(lowering, node, left, output)?;
        if left.element != right.element {
            let what = format!("multiplies {} by {}, of another type", left.shown(), right.shown());
            return Err(lowering.refused_as(Code::WeightTypes, node, &what));
        }
        let Some(Product { batches, rows, columns, depth, left: from, right: by }) =
            self.product(left, right, output)
        else {
            let what = format!("cannot multiply {} by {} to {}", left.shown(), right.shown(), output.shown());
            return Err(lowering.refused_as(Code::WindowForm, node, &what));
        };
        let channels = of_product(lowering, node, [left, right, output], activations, depth)?;
        let zero_point = |tensor: &Tensor| tensor.scale().map_or(0, |(_, zero_point)| zero_point as i32);
        let from = Operand { zero_point: zero_point(left), ..from };
        let by = Operand { zero_point: zero_point(right), ..by };
        let kernel = kernels::BatchMatmul {
            activations,
            batches,
            rows,
            columns,
            depth,
            left: from,
            right: by,
            channels,
        };
        let inputs = vec![lowering.input(node, 0)?, lowering.input(node, 1)?];
        let output = lowering.output(node, 0)?;
        lowering.push(node, kernel, inputs, vec![output]);
        Ok(())
    }
}

/// What is multiplied with what.
struct Product {
    batches: [usize; 3],
    rows: usize,
    columns: usize,
    depth: usize,
    left: Operand,
    right: Operand,
}

impl BatchMatmul {
    /// `None` where the shapes do not go together.
    fn product(&self, left: &Tensor, right: &Tensor, output: &Tensor) -> Option<Product> {
        let [one, two, out] = [extended(left)?, extended(right)?, extended(output)?];
        let (rows, depth) = if self.transposes_left { (one[4], one[3]) } else { (one[3], one[4]) };
        let (columns, other) = if self.transposes_right { (two[3], two[4]) } else { (two[4], two[3]) };
        let batches = [out[0], out[1], out[2]];
        let goes = |of: [usize; 5]| (0..3).all(|axis| of[axis] == batches[axis] || of[axis] == 1);
        let of_either = |axis: usize| out[axis] == one[axis].max(two[axis]);
        let fits = depth == other && [out[3], out[4]] == [rows, columns];
        let left = operand(one, self.transposes_left);
        let right = operand(two, !self.transposes_right);
        let is_whole = fits && goes(one) && goes(two) && (0..3).all(of_either);
        is_whole.then_some(Product { batches, rows, columns, depth, left, right })
    }
}

/// A shape of two to five dimensions, with ones before.
fn extended(tensor: &Tensor) -> Option<[usize; 5]> {
    let mut extents = [1; 5];
    let rank = tensor.shape.len();
    let start = 5_usize.checked_sub(rank).filter(|_| rank >= 2)?;
    extents[start..].copy_from_slice(&tensor.shape);
    Some(extents)
}

/// The strides of a matrix whose lines lie along its last axis, or along the one before.
fn operand(extents: [usize; 5], is_across: bool) -> Operand {
    let [_, middle, inner, height, width] = extents;
    let matrix = height * width;
    let strides = [middle * inner * matrix, inner * matrix, matrix];
    let batches = [0, 1, 2].map(|axis| if extents[axis] == 1 { 0 } else { strides[axis] });
    let (line, step) = if is_across { (1, width) } else { (width, 1) };
    Operand { line, step, batches, zero_point: 0 }
}
