//! The one channel of a product of activations: its multiplier, and the proof that no sum overflows.

use super::proof::{double_fits, wide_fits};
use super::{Activations, Channels, Form};
use crate::diagnostic::Code;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::quantize_multiplier;
use crate::graph::{Node, Tensor};

/// The channel of sums of `depth` products of the first two tensors, which become the third.
///
/// # Errors
///
/// Scales that no multiplier can express, a zero point of 16 bits, a sum that may overflow.
pub fn of_product(
    lowering: &Lowering<'_>,
    node: &Node,
    [left, right, output]: [&Tensor; 3],
    activations: Activations,
    depth: usize,
) -> Result<Channels, Refused> {
    let scales = [left, right, output].map(Tensor::scale);
    let [Some((one, left_zero)), Some((two, right_zero)), Some((three, zero_point))] = scales else {
        let what =
            format!("needs one scale each of {}, {} and {}", left.shown(), right.shown(), output.shown());
        return Err(lowering.refused_as(Code::WeightScales, node, &what));
    };
    // In single precision, as `GetQuantizedConvolutionMultipler` of TensorFlow Lite has it.
    let factor = f64::from(one * two) / f64::from(three);
    let form = match activations {
        Activations::I8 => Form::Double,
        Activations::I16 => Form::Wide,
    };
    let is_symmetric = form == Form::Double || [left_zero, right_zero, zero_point] == [0; 3];
    let Some(multiplier) = quantize_multiplier(factor).filter(|_| is_symmetric) else {
        let what = format!(
            "multiplies {} by {}, whose scales and zero points do not go together",
            left.shown(),
            right.shown()
        );
        return Err(lowering.refused_as(Code::WeightScales, node, &what));
    };
    let range = activations.range();
    let reach = |zero_point: i64| {
        i128::from((i64::from(range.max) - zero_point).max(zero_point - i64::from(range.min)))
    };
    let bound = reach(left_zero) * reach(right_zero) * depth as i128;
    let fits = |sum: i128| match form {
        Form::Double | Form::Once => double_fits(sum, multiplier, zero_point.into()),
        Form::Wide => wide_fits(sum, multiplier),
    };
    if !(fits(bound) && fits(-bound)) {
        let what = format!(
            "may overflow: {depth} products of {} and {} sum to as much as {bound}",
            left.shown(),
            right.shown()
        );
        return Err(lowering.refused_as(Code::GraphSum, node, &what));
    }
    Ok(Channels::new(&[0], &[multiplier], zero_point as i32, range, form))
}
