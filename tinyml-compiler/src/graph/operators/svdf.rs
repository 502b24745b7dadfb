//! SVDF: a dense layer over time, as filters over the features of a frame and then over the last frames.
//!
//! **Source**: `micro/kernels/svdf_common.cc` of TensorFlow Lite Micro, whose bits are those of `EvalIntegerSVDF` of TensorFlow Lite. The scales
//! are multiplied in single precision, as there. The integer kernels look at no activation: 8 bits from a zero point of -128
//! on are a RELU. A state of 16 bits begins with 0, one of 8 bits with its zero point.

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::quantize_multiplier;
use crate::graph::{ElementType, Node, Tensor, kernels};
use crate::tflite::{Corrupt, Fused, Options, fields::svdf as fields};

const FEATURES: usize = 1;
const TIME: usize = 2;
const BIAS: usize = 3;
const STATE: usize = 4;

/// How many filters a unit has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Svdf {
    /// Filters of a unit.
    pub rank: i32,
    /// RELU or none.
    pub fused: Fused,
}

impl Describe for Svdf {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self { rank: options.i32(fields::RANK, 0)?, fused: options.fused(fields::FUSED_ACTIVATION)? })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        match self.fused {
            Fused::None | Fused::Relu => {}
            Fused::ReluN1To1 | Fused::Relu6 => {
                return Err(lowering.refused(node, "has a fused activation that the reference ignores"));
            }
        }
        let kernel = self.kernel(node, lowering)?;
        let initial = if kernel.state == ElementType::I8 { kernel.state_zero_point } else { 0 };
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        let state = lowering.state(node, STATE, initial)?;
        lowering.push(node, kernel, vec![input], vec![output, state]);
        Ok(())
    }
}

impl Svdf {
    fn kernel(&self, node: &Node, lowering: &Lowering<'_>) -> Result<kernels::Svdf, Refused> {
        let (inputs, memory, rank) = self.sizes(node, lowering)?;
        let [input, features, time, state] =
            [0, FEATURES, TIME, STATE].map(|index| lowering.required(node, index));
        let (input, state, time) = (input?, state?, time?);
        let (input_scale, input_zero_point) = one_scale(node, lowering, input)?;
        let (features_scale, _) = symmetric(node, lowering, features?)?;
        let (time_scale, _) = symmetric(node, lowering, time)?;
        let (state_scale, state_zero_point) = one_scale(node, lowering, state)?;
        let (output_scale, zero_point) = one_scale(node, lowering, lowering.output_tensor(node, 0)?)?;
        let features = narrow(&lowering.indices(node, FEATURES)?);
        let to_state = f64::from(input_scale * features_scale / state_scale);
        let to_output = f64::from(state_scale * time_scale / output_scale);
        let (Some(to_state), Some(to_output)) =
            (quantize_multiplier(to_state), quantize_multiplier(to_output))
        else {
            let what =
                format!("multiplies by {to_state:e} and {to_output:e}, which no multiplier can express");
            return Err(lowering.refused_as(Code::RecurrentForm, node, &what));
        };
        let offset =
            |filter: &[i8]| -input_zero_point * filter.iter().map(|&weight| i32::from(weight)).sum::<i32>();
        let offsets: Vec<i32> = features.chunks(inputs.max(1)).map(offset).collect();
        fits(node, lowering, &features, inputs, (input_zero_point, to_state.left))?;
        let time = lowering.indices(node, TIME)?.iter().map(|&weight| weight as i16).collect();
        let units = offsets.len() / rank;
        let bias = match lowering.input_tensor(node, BIAS) {
            Some(_) => lowering.indices(node, BIAS)?.iter().map(|&bias| bias as i32).collect(),
            None => vec![0; units],
        };
        let state = state.element;
        Ok(kernels::Svdf {
            state,
            inputs,
            memory,
            rank,
            features,
            offsets,
            time,
            bias,
            to_state,
            state_zero_point,
            to_output,
            zero_point,
        })
    }

    /// Features of a frame, frames that are remembered, filters of a unit.
    fn sizes(&self, node: &Node, lowering: &Lowering<'_>) -> Result<(usize, usize, usize), Refused> {
        let of = |index| lowering.required(node, index);
        let (input, features, time, state) = (of(0)?, of(FEATURES)?, of(TIME)?, of(STATE)?);
        let output = lowering.output_tensor(node, 0)?;
        let is_known = input.element == ElementType::I8
            && features.element == ElementType::I8
            && output.element == ElementType::I8
            && time.element == state.element
            && matches!(state.element, ElementType::I8 | ElementType::I16)
            && state.is_variable;
        if !is_known {
            let what = format!(
                "has {}, {}, {}, {} and {}; int8 with a variable state of int8 or int16 is supported",
                input.shown(),
                features.shown(),
                time.shown(),
                state.shown(),
                output.shown()
            );
            return Err(lowering.refused_as(Code::RecurrentForm, node, &what));
        }
        let rank = usize::try_from(self.rank).unwrap_or(0);
        let fits = match (&input.shape[..], &features.shape[..], &time.shape[..], &output.shape[..]) {
            (&[1, inputs], &[filters, width], &[rows, memory], &[1, units]) => {
                let is_one = inputs == width && filters == rows && units.checked_mul(rank) == Some(filters);
                let biases = lowering
                    .input_tensor(node, BIAS)
                    .is_none_or(|bias| bias.element == ElementType::I32 && bias.shape == [units]);
                let is_whole = is_one && biases && filters > 0 && memory > 0 && inputs > 0;
                (is_whole && state.count() == filters * memory).then_some((inputs, memory, rank))
            }
            _ => None,
        };
        fits.ok_or_else(|| {
            let what = format!(
                "of rank {rank} has {}, {}, {}, {} and {}, which do not belong together; one frame at a time is supported",
                input.shown(), features.shown(), time.shown(), state.shown(), output.shown()
            );
            lowering.refused_as(Code::ShapeDisagrees, node, &what)
        })
    }
}

/// A tensor's only scale, and its zero point.
pub(in crate::graph) fn one_scale(
    node: &Node,
    lowering: &Lowering<'_>,
    tensor: &Tensor,
) -> Result<(f32, i32), Refused> {
    let pair = tensor.scale().and_then(|(scale, zero_point)| Some((scale, i32::try_from(zero_point).ok()?)));
    pair.ok_or_else(|| {
        let what = format!("needs one scale for {}", tensor.shown());
        lowering.refused_as(Code::RecurrentForm, node, &what)
    })
}

/// The same of weights, whose zero point has to be 0.
pub(in crate::graph) fn symmetric(
    node: &Node,
    lowering: &Lowering<'_>,
    tensor: &Tensor,
) -> Result<(f32, i32), Refused> {
    match one_scale(node, lowering, tensor)? {
        (scale, 0) => Ok((scale, 0)),
        (_, zero_point) => {
            let what = format!("has {} with zero point {zero_point}; weights need 0", tensor.shown());
            Err(lowering.refused_as(Code::RecurrentForm, node, &what))
        }
    }
}

fn narrow(weights: &[i64]) -> Vec<i8> {
    weights.iter().map(|&weight| weight as i8).collect()
}

/// Whether the sums over features, moved to the left, fit 32 bits for every frame.
fn fits(
    node: &Node,
    lowering: &Lowering<'_>,
    features: &[i8],
    inputs: usize,
    (zero_point, left): (i32, u8),
) -> Result<(), Refused> {
    let furthest = (-128 - i64::from(zero_point)).abs().max((127 - i64::from(zero_point)).abs());
    for (filter, weights) in features.chunks(inputs.max(1)).enumerate() {
        let most = furthest * weights.iter().map(|&weight| i64::from(weight).abs()).sum::<i64>();
        if i128::from(most) << left > i128::from(i32::MAX) {
            let what = format!(
                "may overflow: filter {filter} sums to {most}, and that times 2^{left} does not fit 32 bits"
            );
            return Err(lowering.refused_as(Code::GraphSum, node, &what));
        }
    }
    Ok(())
}
