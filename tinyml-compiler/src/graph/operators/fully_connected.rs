//! FULLY_CONNECTED: a dense layer.
//!
//! The input may have any number of dimensions: it is cut into rows as long as those of the weights. Whether the output keeps the dimensions
//! (`keep_num_dims`) is told by its shape.

use super::Describe;
use crate::graph::Node;
use crate::graph::kernels;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, convolution};
use crate::graph::weighted::{Asked, Places, Product, Sums, Weighted};
use crate::tflite::{Corrupt, Fused, Options, fields::fully_connected as fields};

/// The activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FullyConnected {
    /// What it does at last.
    pub fused: Fused,
}

impl Describe for FullyConnected {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        match options.i8(fields::WEIGHTS_FORMAT, 0)? {
            0 => Ok(Self { fused: options.fused(fields::FUSED_ACTIVATION)? }),
            _ => Err(Corrupt(
                "the weights are shuffled for one processor, which only TFLite's own kernels read".to_owned(),
            )),
        }
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let asked = Asked {
            places: Places::USUAL,
            axis: 0,
            fused: self.fused,
            sums: Sums::ByBias,
            product: Product::Single,
            is_dense: true,
        };
        let of = Weighted::read(lowering, node, asked)?;
        let [outputs, inputs] = of.filter.shape[..] else {
            return Err(
                lowering.refused(node, &format!("needs weights of 2 dimensions, not {}", of.filter.shown()))
            );
        };
        let rows = of.input.count() / inputs.max(1);
        if rows * inputs != of.input.count() || rows * outputs != of.output.count() {
            let what = format!("cannot apply {} to {}", of.filter.shown(), of.input.shown());
            return Err(lowering.refused(node, &what));
        }
        let channels = of.finish(lowering, node, |index| index / inputs, true)?;
        let (activations, weights, weights_zero_point) = (of.activations, of.weights, of.zero_points[1]);
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        let kernel =
            kernels::FullyConnected { activations, rows, inputs, weights_zero_point, weights, channels };
        lowering.push(node, kernel, vec![input], vec![output]);
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let (input, weights, bias) = (real.input(node, 0)?, real.input(node, 1)?, real.optional(node, 2));
        real.give(node, convolution::fully_connected(&input, &weights, bias.as_ref()), self.fused)
    }

    fn scaling(&self) -> Scaling {
        Scaling::weights(0)
    }
}
