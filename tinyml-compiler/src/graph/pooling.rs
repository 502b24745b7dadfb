//! What AVERAGE_POOL_2D and MAX_POOL_2D have in common.

use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::kernels::{self, Pooling};
use crate::graph::lower::{Lowering, Refused};
use crate::graph::padding::{Strides, image};
use crate::graph::real::convolution::Windows;
use crate::graph::real::{Real, pool};
use crate::graph::scale::activation_range;
use crate::graph::weighted::activations;
use crate::tflite::{Corrupt, Fused, Options, Padding, fields::pool_2d as fields};

/// More taps than that a window does not have: sums of 16 bits fit 32.
const TAPS: usize = 1 << 15;

/// Window, strides, borders and activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    /// How windows meet the borders.
    pub padding: Padding,
    /// From window to window.
    pub strides: Strides,
    /// Rows and columns of a window.
    pub window: [i32; 2],
    /// What it does at last.
    pub fused: Fused,
}

impl Pool {
    /// Takes the options from the operator's table in the file.
    ///
    /// # Errors
    ///
    /// A table that is damaged, or a value that TFLite does not know.
    pub fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        let (height, width) = (options.i32(fields::STRIDE_H, 0)?, options.i32(fields::STRIDE_W, 0)?);
        Ok(Self {
            padding: options.padding(fields::PADDING)?,
            strides: Strides { height, width, dilation_height: 1, dilation_width: 1 },
            window: [options.i32(fields::FILTER_HEIGHT, 0)?, options.i32(fields::FILTER_WIDTH, 0)?],
            fused: options.fused(fields::FUSED_ACTIVATION)?,
        })
    }

    /// Computes the pool in real numbers.
    ///
    /// # Errors
    ///
    /// Shapes that do not fit each other.
    pub fn real(&self, node: &Node, real: &mut Real<'_>, pooling: Pooling) -> Result<(), Refused> {
        let pooling = match pooling {
            Pooling::Average => pool::Pooling::Average,
            Pooling::Max => pool::Pooling::Max,
        };
        let (input, shape) = (real.input(node, 0)?, real.shape(node, 0)?);
        let size = self.window.map(|taps| usize::try_from(taps).unwrap_or(0));
        let windows = Windows::of(self.padding, self.strides);
        let values = windows.and_then(|windows| pool::pool(&input, pooling, size, windows, shape));
        real.give(node, values, self.fused)
    }

    /// Pushes the pool.
    ///
    /// # Errors
    ///
    /// Types, shapes or scales that TFLite does not pool either.
    pub fn lower(&self, node: &Node, lowering: &mut Lowering<'_>, pooling: Pooling) -> Result<(), Refused> {
        let (input, output) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
        let activations = activations(lowering, node, input, output)?;
        let window = self.window.map(|taps| usize::try_from(taps).unwrap_or(0));
        let image = image(lowering, node, self.padding, self.strides, (input, window, output))?;
        let (Some((scale, zero_point)), true) = (output.scale(), input.scale() == output.scale()) else {
            let what = format!("needs one scale for {} and {}", input.shown(), output.shown());
            return Err(lowering.refused_as(Code::WeightScales, node, &what));
        };
        let range = activation_range(self.fused, output.element, scale, zero_point);
        let (Some(range), true) = (range, image.inputs == image.outputs && window[0] * window[1] <= TAPS)
        else {
            let what = format!("cannot pool {} to {}", input.shown(), output.shown());
            return Err(lowering.refused(node, &what));
        };
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        lowering.push(node, kernels::Pool { activations, image, range, pooling }, vec![input], vec![output]);
        Ok(())
    }
}
