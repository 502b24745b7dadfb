//! CONV_2D: filters over images.
//!
//! Filters see all channels of the input, or as many as divide them, which makes groups. One tap at stride 1 is a dense layer
//! for every pixel.

use super::Describe;
use crate::graph::Node;
use crate::graph::kernels::lead::Image;
use crate::graph::kernels::{self, FullyConnected};
use crate::graph::lower::{Lowering, Refused};
use crate::graph::padding::{Strides, image};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, convolution};
use crate::graph::weighted::{Asked, Places, Product, Sums, Weighted};
use crate::tflite::{Corrupt, Fused, Options, Padding, fields::conv_2d as fields};

/// Strides, dilation, borders and activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conv2d {
    /// How windows meet the borders.
    pub padding: Padding,
    /// From window to window and from tap to tap.
    pub strides: Strides,
    /// What it does at last.
    pub fused: Fused,
}

impl Describe for Conv2d {
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
            axis: 0,
            fused: self.fused,
            sums: Sums::ByBias,
            product: Product::Double,
            is_dense: false,
        };
        let of = Weighted::read(lowering, node, asked)?;
        let [outputs, rows, columns, group] = of.filter.shape[..] else {
            return Err(
                lowering.refused(node, &format!("needs weights of 4 dimensions, not {}", of.filter.shown()))
            );
        };
        let image =
            image(lowering, node, self.padding, self.strides, (of.input, [rows, columns], of.output))?;
        let groups = image.inputs / group.max(1);
        if outputs != image.outputs
            || groups * group != image.inputs
            || !outputs.is_multiple_of(groups.max(1))
        {
            let what = format!("cannot apply {} to {}", of.filter.shown(), of.input.shown());
            return Err(lowering.refused(node, &what));
        }
        let size = rows * columns * group;
        let channels = of.finish(lowering, node, |index| index / size, true)?;
        let (activations, zero_point, weights) = (of.activations, of.zero_points[0], of.weights);
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        if is_pointwise(&image, group) {
            let rows = output.count / outputs;
            let kernel =
                FullyConnected { activations, rows, inputs: group, weights_zero_point: 0, weights, channels };
            lowering.push(node, kernel, vec![input], vec![output]);
        } else {
            let kernel = kernels::Conv2d { activations, image, group, zero_point, weights, channels };
            lowering.push(node, kernel, vec![input], vec![output]);
        }
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (input, weights, bias) = (real.input(node, 0)?, real.input(node, 1)?, real.optional(node, 2));
        let (shape, windows) = (real.shape(node, 0)?, convolution::Windows::of(self.padding, self.strides));
        let values =
            windows.and_then(|windows| convolution::conv_2d(&input, &weights, bias.as_ref(), windows, shape));
        real.give(node, values, self.fused)
    }

    fn scaling(&self) -> Scaling {
        Scaling::weights(0)
    }
}

/// Whether each pixel of the output sees just its own of the input.
fn is_pointwise(image: &Image, group: usize) -> bool {
    let is_single = |axis: tinyml_core::tensor::Windows| axis.window == 1 && axis.stride == 1;
    is_single(image.height) && is_single(image.width) && group == image.inputs
}
