//! HARD_SWISH: `x * relu6(x + 3) / 6`, by a table.
//!
//! **Source**: `HardSwish` of TensorFlow Lite 2.14 (`reference/hard_swish.h`), which computes each value in 16 bits: the input on the
//! output's scale, times the input mapped from -3..3 to 0..1. Every rounding and saturation is kept, since they show in the result.

use super::{Describe, straight};
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::elementwise::Quantized;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::quantize::Scaling;
use crate::graph::real::{Real, function};
use crate::graph::scale::quantize_multiplier;
use crate::tflite::{Corrupt, Fused, Options};

/// No options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HardSwish;

impl Describe for HardSwish {
    fn read(_: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self)
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        straight::one_type(node, lowering)?;
        let (input, output) = lowering.unary(node)?;
        if output.is_wide() {
            return Err(lowering.refused(node, "is supported for int8 only, as in TFLite"));
        }
        let curve = Curve::new(input, output).ok_or_else(|| {
            let what = format!(
                "scales its input by {}: the output's scale has to be more than 1/128 of the input's, and both within reason",
                input.scale / output.scale
            );
            lowering.refused_as(Code::ElementOverflow, node, &what)
        })?;
        lowering.tabulate(node, false, |value| curve.one(value))
    }

    fn real(&self, node: &Node, real: &mut Real<'_>) -> Result<(), Refused> {
        let values = function::map(&real.input(node, 0)?, function::hard_swish);
        real.give(node, values, Fused::None)
    }

    fn scaling(&self) -> Scaling {
        Scaling::Own
    }
}

/// A factor as 15 bits and an exponent: `multiplier * 2^(exponent - 15)`.
#[derive(Debug, Clone, Copy)]
struct Short {
    multiplier: i32,
    exponent: i32,
}

impl Short {
    fn new(factor: f32) -> Option<Self> {
        let long = quantize_multiplier(factor.into())?;
        // Rounded to the upper 16 bits, but never to 2^15.
        let multiplier = ((i64::from(long.multiplier) + (1 << 15)) >> 16).min(i64::from(i16::MAX));
        let exponent = i32::from(long.left) - i32::from(long.right);
        Some(Self { multiplier: i32::try_from(multiplier).ok()?, exponent })
    }
}

/// The function with its integers.
struct Curve {
    input: Quantized,
    output: Quantized,
    /// From an input with 7 bits more to the output's scale.
    scale: Short,
    /// From the same to 15 bits of what is 3 at 32768.
    gate: Short,
}

impl Curve {
    fn new(input: Quantized, output: Quantized) -> Option<Self> {
        let fine = (1.0 / 128.0) * input.scale;
        let (scale, gate) = (Short::new(fine / output.scale)?, Short::new(fine / (3.0 / 32_768.0))?);
        let in_reach = scale.exponent <= 0 && (-30..=30).contains(&gate.exponent);
        in_reach.then_some(Self { input, output, scale, gate })
    }

    fn one(&self, value: i32) -> i32 {
        let fine = (value - self.input.zero_point) * 128;
        let scaled = doubling_high(fine, self.scale.multiplier);
        // To 0..1, of which 0 is -32768 and 1 is 32767 before the last step.
        let gate = (self.gate(fine) + (1 << 15)) >> 1;
        // Toward zero here, which takes back the bias of the other roundings.
        let product = gate * scaled / (1 << 15);
        self.output.range.clamp(divide(product, -self.scale.exponent) + self.output.zero_point)
    }

    /// The input from -3..3 to 15 bits with a sign, saturated.
    fn gate(&self, fine: i32) -> i32 {
        let Short { multiplier, exponent } = self.gate;
        if exponent > 0 {
            // The last bit of the shift comes after the multiplication, so that only there saturation shows.
            let shifted = saturate(i64::from(fine) << (exponent - 1));
            saturate(i64::from(doubling_high(shifted, multiplier)) << 1)
        } else {
            divide(doubling_high(fine, multiplier), -exponent)
        }
    }
}

/// `2 * a * b / 2^16`, rounded to nearest.
fn doubling_high(a: i32, b: i32) -> i32 {
    let product = a * b;
    let nudge = if product >= 0 { 1 << 14 } else { 1 - (1 << 14) };
    saturate(i64::from((product + nudge) / (1 << 15)))
}

fn divide(value: i32, exponent: i32) -> i32 {
    tinyml_core::tensor::rounding_divide(value, u8::try_from(exponent.clamp(0, 31)).unwrap_or(31))
}

fn saturate(value: i64) -> i32 {
    value.clamp(i16::MIN.into(), i16::MAX.into()) as i32
}
