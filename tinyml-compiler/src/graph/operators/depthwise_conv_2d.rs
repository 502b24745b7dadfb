//! DEPTHWISE_CONV_2D: each channel of an image has filters of its own.
//!
//! How many is told by the shapes; the option `depth_multiplier` of files says the same, or is wrong.

use super::Describe;
use crate::graph::Node;
use crate::graph::kernels;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::padding::{Strides, image};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, convolution};
use crate::graph::weighted::{Asked, Places, Product, Sums, Weighted};
use crate::tflite::{Corrupt, Fused, Options, Padding, fields::depthwise_conv_2d as fields};

/// Strides, dilation, borders and activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepthwiseConv2d {
    /// How windows meet the borders.
    pub padding: Padding,
    /// From window to window and from tap to tap.
    pub strides: Strides,
    /// What it does at last.
    pub fused: Fused,
}

impl Describe for DepthwiseConv2d {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self {
            padding: options.padding(fields::PADDING)?,
            strides: Strides {
                height: options.i32(fields::STRIDE_H, 0)?,
                width: options.i32(fields::STRIDE_W, 0)?,
                dilation_height: options.i32(fields::DILATION_H, 1)?,
                dilation_width: options.i32(fields::DILATION_W, 1)?,
            },
            fused: options.fused(fields::FUSED_ACTIVATION)?,
        })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let asked = Asked {
            places: Places::USUAL,
            axis: 3,
            fused: self.fused,
            sums: Sums::Long,
            product: Product::Double,
            is_dense: false,
        };
        let of = Weighted::read(lowering, node, asked)?;
        let [1, rows, columns, outputs] = of.filter.shape[..] else {
            let what =
                format!("needs weights of 4 dimensions, the first of which is 1, not {}", of.filter.shown());
            return Err(lowering.refused(node, &what));
        };
        let image =
            image(lowering, node, self.padding, self.strides, (of.input, [rows, columns], of.output))?;
        let multiplier = outputs / image.inputs.max(1);
        if outputs != image.outputs || multiplier * image.inputs != outputs {
            let what = format!("cannot apply {} to {}", of.filter.shown(), of.input.shown());
            return Err(lowering.refused(node, &what));
        }
        let channels = of.finish(lowering, node, |index| index % outputs, false)?;
        let (activations, zero_point, weights) = (of.activations, of.zero_points[0], of.weights);
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        let kernel =
            kernels::DepthwiseConv2d { activations, image, multiplier, zero_point, weights, channels };
        lowering.push(node, kernel, vec![input], vec![output]);
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (input, weights, bias) = (real.input(node, 0)?, real.input(node, 1)?, real.optional(node, 2));
        let (shape, windows) = (real.shape(node, 0)?, convolution::Windows::of(self.padding, self.strides));
        let values = windows
            .and_then(|windows| convolution::depthwise(&input, &weights, bias.as_ref(), windows, shape));
        real.give(node, values, self.fused)
    }

    fn scaling(&self) -> Scaling {
        Scaling::weights(3)
    }
}
