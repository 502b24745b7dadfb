//! TRANSPOSE_CONV: each element of the input paints a filter onto the output.
//!
//! The output's shape, which files give as a constant too, is that of the output tensor.

use tinyml_core::tensor::Windows;

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::kernels;
use crate::graph::kernels::lead::Image;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::padding::{Window, padding};
use crate::graph::weighted::{Asked, Places, Product, Sums, Weighted};
use crate::graph::{Node, Tensor};
use crate::tflite::{Corrupt, Fused, Options, Padding, fields::transpose_conv as fields};

/// Strides, borders and activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransposeConv {
    /// What of the painting hangs over the borders.
    pub padding: Padding,
    /// From row to row and from column to column.
    pub strides: [i32; 2],
    /// What it does at last.
    pub fused: Fused,
}

impl Describe for TransposeConv {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self {
            padding: options.padding(fields::PADDING)?,
            strides: [options.i32(fields::STRIDE_H, 0)?, options.i32(fields::STRIDE_W, 0)?],
            fused: options.fused(fields::FUSED_ACTIVATION)?,
        })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let asked = Asked {
            places: Places { input: 2, weights: 1, bias: 3 },
            axis: 0,
            fused: self.fused,
            sums: Sums::Long,
            product: Product::Double,
            is_dense: false,
        };
        let of = Weighted::read(lowering, node, asked)?;
        let Some(image) = self.image(of.input, of.filter, of.output) else {
            let (padding, [height, width]) = (self.padding, self.strides);
            let how = format!("strides {height} × {width}, padding {padding:?}");
            let (from, filter, to) = (of.input.shown(), of.filter.shown(), of.output.shown());
            let what = format!("cannot turn {from} into {to} by {filter}, {how}");
            return Err(lowering.refused_as(Code::WindowForm, node, &what));
        };
        let size = of.weights.len() / image.outputs.max(1);
        let channels = of.finish(lowering, node, |index| index / size, false)?;
        let (activations, zero_point, weights) = (of.activations, of.zero_points[0], of.weights);
        let (input, output) = (lowering.input(node, 2)?, lowering.output(node, 0)?);
        let kernel = kernels::TransposeConv { activations, image, zero_point, weights, channels };
        lowering.push(node, kernel, vec![input], vec![output]);
        Ok(())
    }
}

impl TransposeConv {
    /// The windows, which are those of a convolution from the output to the input.
    fn image(&self, input: &Tensor, filter: &Tensor, output: &Tensor) -> Option<Image> {
        let [count, height, width, inputs] = input.shape[..] else { return None };
        let [outputs, rows, columns, depth] = filter.shape[..] else { return None };
        let [images, tall, wide, channels] = output.shape[..] else { return None };
        let image = Image {
            count,
            height: self.axis(height, tall, rows, self.strides[0])?,
            width: self.axis(width, wide, columns, self.strides[1])?,
            inputs,
            outputs,
            backwards: false,
        };
        (images == count && depth == inputs && channels == outputs).then_some(image)
    }

    fn axis(&self, input: usize, output: usize, size: usize, stride: i32) -> Option<Windows> {
        let stride = u16::try_from(stride).ok()?;
        let padded = padding(self.padding, output, Window { size, stride: stride.into(), dilation: 1 })?;
        Some(Windows {
            input: u16::try_from(input).ok()?,
            output: u16::try_from(output).ok()?,
            window: u16::try_from(size).ok()?,
            stride,
            dilation: 1,
            before: u16::try_from(padded.before).ok()?,
        })
    }
}
