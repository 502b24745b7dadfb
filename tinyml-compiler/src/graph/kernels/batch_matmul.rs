//! Products of matrices.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Operand};

use super::channels::{Activations, Channels, rounded};
use super::print::{Print, printed};
use super::{Describe, Overlap};
use crate::graph::run::Io;

/// A product of matrices, for each batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchMatmul {
    /// What operands and output are made of.
    pub activations: Activations,
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
    /// What becomes of the sums: one channel.
    pub channels: Channels,
}

impl BatchMatmul {
    fn kernel<'a, R: tensor::Rounding>(
        &'a self,
        channels: tensor::Channels<'a, R>,
    ) -> tensor::BatchMatmul<'a, R> {
        let Self { batches, rows, columns, depth, left, right, .. } = *self;
        tensor::BatchMatmul { batches, rows, columns, depth, left, right, channels }
    }

    fn run_as<E: tensor::Element>(&self, io: &Io<'_>) {
        let (left, right, output) = (io.input::<E>(0), io.input::<E>(1), io.output::<E>(0));
        rounded!(self, channels => self.kernel(channels).run(left, right, output));
    }

    /// Whether the rows of the left operand are those of the output, in the same order.
    fn is_in_order(&self) -> bool {
        let ([outer, middle, inner], Operand { line, step, batches, .. }) = (self.batches, self.left);
        let matrix = self.rows * self.depth;
        let strides = [middle * inner * matrix, inner * matrix, matrix];
        let is_plain = |axis: usize| [outer, middle, inner][axis] == 1 || batches[axis] == strides[axis];
        line == self.depth && step == 1 && (0..3).all(is_plain)
    }
}

printed!(Operand { line, step, batches, zero_point });
printed!([R: tensor::Rounding + Print] BatchMatmul<'_, R> {
    batches, rows, columns, depth, left, right, channels
});

impl Describe for BatchMatmul {
    fn run(&self, io: &Io<'_>) {
        match self.activations {
            Activations::I8 => self.run_as::<i8>(io),
            Activations::I16 => self.run_as::<i16>(io),
        }
    }

    fn ty(&self, core: &TokenStream) -> TokenStream {
        let rounding = self.channels.rounding(core);
        quote!(#core::tensor::BatchMatmul<'static, #rounding>)
    }

    fn tokens(&self, core: &TokenStream) -> TokenStream {
        rounded!(self, channels => self.kernel(channels).print(core))
    }

    fn bytes(&self) -> usize {
        self.channels.bytes()
    }

    fn macs(&self) -> u64 {
        let batches: usize = self.batches.iter().product();
        batches as u64 * self.rows as u64 * self.columns as u64 * self.depth as u64
    }

    /// Over the left operand as a dense layer's output may lie over its input; the right one is read for every row.
    fn overlap(&self, input: usize) -> Overlap {
        if input > 0 || !self.is_in_order() {
            return Overlap::Never;
        }
        let last = (self.batches.iter().product::<usize>() * self.rows).saturating_sub(1);
        let lead = |row: usize| ((row + 1) * self.columns).saturating_sub(1).saturating_sub(row * self.depth);
        Overlap::Lead(lead(0).max(lead(last)) * self.activations.bytes())
    }
}
