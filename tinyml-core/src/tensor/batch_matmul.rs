//! BATCH_MATMUL: matrices times matrices, both of them activations.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "indices within tensors, whose sizes the compiler has checked"
)]

use super::rounding::{Channels, Rounding, Sum};
use super::{Element, View, ViewMut};

/// How far apart the elements of an operand lie, in elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// From one row (of the right operand: column) to the next.
    pub line: usize,
    /// From one element of a sum to the next.
    pub step: usize,
    /// From one batch to the next, for each of three axes of batches; zero where it is broadcast.
    pub batches: [usize; 3],
    /// Its zero point.
    pub zero_point: i32,
}

/// A product of matrices, for each batch.
///
/// **Format**: see [`Operand`]; output `batches × rows × columns`; one channel, whose bias is zero.
/// **Rounding**: that of `R`. **Overflow**: the compiler proves that each final sum fits. **Panics**: never. **Order**: batch by batch,
/// row by row, column by column; each element is written before the next is begun.
/// **Source**: `reference_ops::BatchMatMul` of TensorFlow Lite, which swaps the operands twice.
#[derive(Clone, Copy, Debug)]
pub struct BatchMatmul<'a, R: Rounding> {
    /// Extents of the axes of batches.
    pub batches: [usize; 3],
    /// Rows of the left operand.
    pub rows: usize,
    /// Columns of the right operand.
    pub columns: usize,
    /// Elements of a sum.
    pub depth: usize,
    /// The left operand.
    pub left: Operand,
    /// The right operand.
    pub right: Operand,
    /// What becomes of the sums.
    pub channels: Channels<'a, R>,
}

impl<R: Rounding> BatchMatmul<'_, R> {
    /// Computes all batches.
    #[inline(never)]
    pub const fn run<A: Element>(&self, left: View<'_, A>, right: View<'_, A>, output: ViewMut<'_, A>) {
        let [outer, middle, inner] = self.batches;
        let mut written = 0;
        let mut batch = [0, 0, 0];
        while batch[0] < outer {
            batch[1] = 0;
            while batch[1] < middle {
                batch[2] = 0;
                while batch[2] < inner {
                    let starts = (self.left.start(batch), self.right.start(batch));
                    written = self.matrix(left, right, output, starts, written);
                    batch[2] += 1;
                }
                batch[1] += 1;
            }
            batch[0] += 1;
        }
    }

    /// One batch; gives the place of the next.
    #[inline(always)]
    const fn matrix<A: Element>(
        &self,
        left: View<'_, A>,
        right: View<'_, A>,
        output: ViewMut<'_, A>,
        (left_start, right_start): (usize, usize),
        mut written: usize,
    ) -> usize {
        let mut row = 0;
        while row < self.rows {
            let mut column = 0;
            while column < self.columns {
                let starts = (left_start + row * self.left.line, right_start + column * self.right.line);
                output.set(written, self.channels.finish(0, self.sum(left, right, starts)));
                written += 1;
                column += 1;
            }
            row += 1;
        }
        written
    }

    #[inline(always)]
    const fn sum<A: Element>(&self, left: View<'_, A>, right: View<'_, A>, starts: (usize, usize)) -> Sum {
        let (mut at, mut other) = starts;
        let mut sum = self.channels.begin(0);
        let mut index = 0;
        while index < self.depth {
            let one = left.get(at).wrapping_sub(self.left.zero_point);
            // Of 16 bits each, so that a product has 32 at most.
            sum = sum.plus::<R>(one.wrapping_mul(right.get(other).wrapping_sub(self.right.zero_point)));
            at += self.left.step;
            other += self.right.step;
            index += 1;
        }
        sum
    }
}

impl Operand {
    /// Where a batch begins.
    #[inline(always)]
    const fn start(&self, batch: [usize; 3]) -> usize {
        let ([outer, middle, inner], [one, two, three]) = (self.batches, batch);
        outer * one + middle * two + inner * three
    }
}
