//! SOFTMAX over the last axis.
//!
//! **Source**: from 8 bits `Softmax` of TensorFlow Lite 2.14 (`reference/softmax.h`), whose exponentials depend on the input's scale
//! alone and are made a table here. From 16 bits see `softmax16.rs`.
//!
//! Sums of 512 and more leave nothing of any output in the reference, which checks for them and stops; here the outputs are zero.

use super::exponential::{FRACTION, exponential};
use super::{Describe, softmax16};
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::elementwise::Quantized;
use crate::graph::kernels::Softmax as Kernel;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::graph::scale::quantize_multiplier;
use crate::tflite::{Corrupt, Fused, Options};

/// From so many on a sum could leave 32 bits, of which 12 are before the point.
const TOO_DEEP: usize = 1 << 12;

/// The option.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Softmax {
    /// What the input is multiplied by before.
    pub beta: f32,
}

impl Describe for Softmax {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { beta: options.f32(0, 0.0)? })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
        lowering.counts(node, from, to)?;
        let (input, output) = (lowering.stored(node, from)?, lowering.stored(node, to)?);
        let depth = from.shape.last().copied().unwrap_or(1);
        if input.is_wide() {
            return softmax16::lower(node, lowering, self.beta, depth);
        }
        let (scale, zero_point) =
            if output.is_wide() { (1.0 / 65_536.0, -32_768) } else { (1.0 / 256.0, -128) };
        lowering.fixed(node, output, scale, zero_point)?;
        too_deep(node, lowering, depth, TOO_DEEP)?;
        let exponentials = table(input, self.beta).ok_or_else(|| {
            let what = format!("has beta {} and scale {}, which no table holds", self.beta, input.scale);
            lowering.refused_as(Code::ElementOverflow, node, &what)
        })?;
        let kernel = Kernel { exponentials, depth, wide: output.is_wide() };
        let (from, to) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        lowering.push(node, kernel, vec![from], vec![to]);
        Ok(())
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::softmax(&real.input(node, 0)?, self.beta.into());
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::UNIT
    }
}

/// Refuses rows whose sum of exponentials could overflow.
pub(super) fn too_deep(
    node: &Node,
    lowering: &Lowering<'_>,
    depth: usize,
    end: usize,
) -> Result<(), Refused> {
    if depth < end {
        return Ok(());
    }
    let what = format!("adds up {depth} exponentials; from {end} on the sum could overflow");
    Err(lowering.refused_as(Code::ElementOverflow, node, &what))
}

/// The exponential of each difference to the greatest value, without the zeros at the end.
fn table(input: Quantized, beta: f32) -> Option<Vec<i32>> {
    // The argument in `Q5.26`: differences that it cannot hold count as infinite.
    let factor = f64::from(beta) * f64::from(input.scale) * f64::from(1 << FRACTION);
    if factor.is_nan() || factor <= 1.0 {
        return None;
    }
    let Some(multiplier) = quantize_multiplier(factor) else {
        // A step is 16 and more: only the greatest is left.
        return Some(vec![exponential(0)]);
    };
    let farthest = (31_i64 << FRACTION) >> multiplier.left;
    let differences = (0..=255_i32).take_while(|&difference| i64::from(difference) <= farthest);
    let mut table: Vec<i32> =
        differences.map(|difference| exponential(multiplier.apply(-difference))).collect();
    while table.len() > 1 && table.last() == Some(&0) {
        table.pop();
    }
    Some(table)
}
