//! The multipliers of an operator with weights.

use tinyml_core::tensor::Multiplier;

use super::Weighted;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::scale::quantize_multiplier;

/// How the scales of input and weights are multiplied where one scale is for all weights.
///
/// **Source**: `PopulateConvolutionQuantizationParams` and `GetQuantizedConvolutionMultipler` of TensorFlow Lite
/// (`kernel_util.cc`), which differ in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// In double precision: convolutions.
    Double,
    /// In single precision: dense layers.
    Single,
}

/// The factors of an operator's channels, or one for all.
///
/// # Errors
///
/// Neither one scale nor one for each channel.
pub(super) fn factors(of: &Weighted<'_>, lowering: &Lowering<'_>, node: &Node) -> Result<Vec<f64>, Refused> {
    let scales = of.filter.quantization.as_ref().map_or(&[][..], |one| &one.scales);
    let (Some((input, _)), Some((output, _))) = (of.input.scale(), of.output.scale()) else {
        return Ok(Vec::new());
    };
    let each = |&weight: &f32| f64::from(input) * f64::from(weight) / f64::from(output);
    match (scales, of.asked.product) {
        ([weight], Product::Single) if !of.is_rounded_once(lowering.reference) => {
            Ok(vec![f64::from(input * weight) / f64::from(output)])
        }
        ([weight], _) => Ok(vec![each(weight)]),
        (scales, _) if scales.len() == of.channels() => Ok(scales.iter().map(each).collect()),
        (scales, _) => {
            let (filter, channels, scales) = (of.filter.shown(), of.channels(), scales.len());
            let what = format!(
                "has {scales} scales for the {channels} channels of {filter}, where one or {channels} are needed"
            );
            Err(lowering.refused_as(Code::WeightScales, node, &what))
        }
    }
}

/// The multiplier of each channel, or one for all.
///
/// # Errors
///
/// A factor beyond 2^30.
pub(super) fn multipliers(
    factors: &[f64],
    lowering: &Lowering<'_>,
    node: &Node,
) -> Result<Vec<Multiplier>, Refused> {
    let of = |(channel, &factor): (usize, &f64)| {
        quantize_multiplier(factor).ok_or_else(|| {
            let ratio = "the ratio of the scales, which no multiplier can express";
            let what = format!("multiplies channel {channel} by {factor:e}, {ratio}");
            lowering.refused_as(Code::WeightScales, node, &what)
        })
    };
    factors.iter().enumerate().map(of).collect()
}
