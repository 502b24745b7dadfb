//! What ADD and SUB share.
//!
//! **Source**: `AddElementwise` and `SubElementwise` of TensorFlow Lite 2.14 (`reference/integer_ops/add.h`, `reference/add.h`,
//! `reference/sub.h`) and their preparation in `kernels/add.cc` and `kernels/sub.cc`, in double precision: operands gain 20 bits (15
//! in 16 bits), are brought to twice the larger scale, added, and brought to the output's; each step is rounded twice. TFLite
//! Micro prepares SUB in single precision, which can move a multiplier by some units in 2^24, and a result by one at a tie.

use tinyml_core::tensor::{self, Multiplier, Term};

use super::broadcasting::broadcast;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::elementwise::Quantized;
use crate::graph::kernels::Add;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::{activation_range, quantize_multiplier};
use crate::tflite::{Corrupt, Fused, Options};

/// The options of ADD and SUB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SumOptions {
    /// What the sum loses.
    pub fused: Fused,
    /// Whether powers of two as scales of 16 bits are added by shifts alone.
    pub by_shifts: bool,
}

impl SumOptions {
    pub(super) fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { fused: options.fused(0)?, by_shifts: options.bool(1, true)? })
    }

    /// Pushes the sum or difference of the first two inputs.
    pub(super) fn lower(
        self,
        node: &Node,
        lowering: &mut Lowering<'_>,
        subtract: bool,
    ) -> Result<(), Refused> {
        let [first, second, output] = operands(node, lowering)?;
        if output.is_wide() && self.by_shifts {
            shifts_agree(node, lowering, [first, second, output])?;
        }
        let (broadcast, whole) = broadcast(node, lowering)?;
        let shift = if output.is_wide() { 15 } else { 20 };
        let common = 2.0 * f64::from(first.scale.max(second.scale));
        let term = |operand: Quantized| -> Result<Term, Refused> {
            let multiplier = below_one(node, lowering, f64::from(operand.scale) / common)?;
            Ok(Term { zero_point: operand.zero_point, multiplier })
        };
        let (first, second) = (term(first)?, term(second)?);
        let sum = common / (f64::from(1_u32 << shift) * f64::from(output.scale));
        let sum = below_one(node, lowering, sum)?;
        let range = activation_range(self.fused, output.element, output.scale, output.zero_point.into());
        let range =
            range.ok_or_else(|| lowering.refused(node, "has an activation that the output cannot hold"))?;
        let zero_point = output.zero_point;
        let kernel = tensor::Add { broadcast, first, second, subtract, shift, sum, zero_point, range };
        let inputs = vec![lowering.input(node, 0)?, lowering.input(node, 1)?];
        let outputs = vec![lowering.output(node, 0)?];
        lowering.push(node, Add { kernel, wide: output.is_wide(), whole }, inputs, outputs);
        Ok(())
    }
}

/// Both operands and the output, which have to be of one type.
pub(super) fn operands(node: &Node, lowering: &Lowering<'_>) -> Result<[Quantized; 3], Refused> {
    let tensors =
        [lowering.required(node, 0)?, lowering.required(node, 1)?, lowering.output_tensor(node, 0)?];
    let [first, second, output] = tensors;
    if first.element != output.element || second.element != output.element {
        let what = format!("mixes types: {} and {} give {}", first.shown(), second.shown(), output.shown());
        return Err(lowering.refused_as(Code::OperandType, node, &what));
    }
    let [first, second, output] = tensors.map(|tensor| lowering.quantized(node, tensor));
    Ok([first?, second?, output?])
}

/// A multiplier without a shift to the left, as the reference demands it here.
fn below_one(node: &Node, lowering: &Lowering<'_>, factor: f64) -> Result<Multiplier, Refused> {
    quantize_multiplier(factor).filter(|one| one.left == 0).ok_or_else(|| {
        let what =
            format!("has scales too far apart: its output is {factor:e} times finer than its operands");
        lowering.refused_as(Code::ElementOverflow, node, &what)
    })
}

/// Where scales of 16 bits are powers of two, `tflite-runtime` rounds otherwise than TFLite Micro, unless they are equal.
fn shifts_agree(node: &Node, lowering: &Lowering<'_>, all: [Quantized; 3]) -> Result<(), Refused> {
    let is_power = |one: &Quantized| (libm::log(one.scale.into()) / core::f64::consts::LN_2).fract().abs();
    let are_powers = all.iter().map(is_power).all(|rest| !(1e-3..=1.0 - 1e-3).contains(&rest));
    let [first, second, output] = all.map(|one| one.scale);
    if !are_powers || (first == output && second == output) {
        return Ok(());
    }
    let what = "adds int16 of different scales that are powers of two by shifts (`pot_scale_int16`), which TFLite and \
                TFLite Micro round differently; converters of TensorFlow 2.4 and later do not set the option";
    Err(lowering.refused_as(Code::ReferencesDisagree, node, what))
}
