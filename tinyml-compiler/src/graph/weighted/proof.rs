//! The proof that no sum overflows: from the weights as they are, and every input that a type can hold.
//!
//! A tap may lie outside, where it adds nothing, so each adds at least the lesser of nothing and its least product. Sums in between may leave
//! 32 bits, in whatever order: what is computed modulo 2^32 is right if the final sum fits.

use tinyml_core::tensor::Multiplier;

use super::Weighted;
use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::kernels::channels::Form;
use crate::graph::lower::{Lowering, Refused};

/// What the sums of each channel can be.
#[derive(Debug)]
pub(super) struct Sums {
    /// The least and the greatest, with the bias.
    bounds: Vec<(i128, i128)>,
    /// The sum of the weights, less their zero point.
    pub(super) totals: Vec<i64>,
}

impl Sums {
    /// Follows every weight to its channel.
    pub(super) fn of(weighted: &Weighted<'_>, channel_of: &impl Fn(usize) -> usize) -> Self {
        let range = weighted.activations.range();
        let [zero_point, weights_zero_point] = weighted.zero_points.map(i64::from);
        let (least, greatest) = (i64::from(range.min) - zero_point, i64::from(range.max) - zero_point);
        let (mut low, mut high) = (vec![0_i64; weighted.channels()], vec![0_i64; weighted.channels()]);
        let mut totals = vec![0_i64; weighted.channels()];
        for (index, &weight) in weighted.weights.iter().enumerate() {
            let (channel, weight) = (channel_of(index), i64::from(weight) - weights_zero_point);
            let (one, other) = (weight * least, weight * greatest);
            low[channel] += one.min(other).min(0);
            high[channel] += one.max(other).max(0);
            totals[channel] += weight;
        }
        let with_bias = |(&bias, (&low, &high)): (&i64, (&i64, &i64))| {
            (i128::from(bias) + i128::from(low), i128::from(bias) + i128::from(high))
        };
        let bounds = weighted.bias.iter().zip(low.iter().zip(&high)).map(with_bias).collect();
        Self { bounds, totals }
    }
}

/// Looks at every channel.
///
/// # Errors
///
/// Names the first channel whose sum may not fit.
pub(super) fn check(
    of: &Weighted<'_>,
    sums: &Sums,
    multipliers: &[Multiplier],
    lowering: &Lowering<'_>,
    node: &Node,
) -> Result<(), Refused> {
    let zero_point = of.output.scale().map_or(0, |(_, zero_point)| i128::from(zero_point));
    for (channel, &(low, high)) in sums.bounds.iter().enumerate() {
        let Some(&multiplier) = multipliers.get(channel).or(multipliers.first()) else { continue };
        let form = if of.is_rounded_once(lowering.reference) { Form::Once } else { of.form };
        let fits = |sum: i128| match form {
            Form::Double | Form::Once => double_fits(sum, multiplier, zero_point),
            Form::Wide => wide_fits(sum, multiplier),
        };
        if !(fits(low) && fits(high)) {
            return Err(overflow((of, form), (channel, low, high), multiplier, lowering, node));
        }
    }
    Ok(())
}

/// Moved to the left a sum has 32 bits at most, and so has what comes of it, with the zero point.
pub(super) fn double_fits(sum: i128, multiplier: Multiplier, zero_point: i128) -> bool {
    match i32::try_from(sum << multiplier.left) {
        Ok(_) => i32::try_from(i128::from(multiplier.apply(sum as i32)) + zero_point).is_ok(),
        Err(_) => false,
    }
}

/// The reference takes sums of 48 bits and factors below 2^7; what comes of it has 32 bits.
pub(super) fn wide_fits(sum: i128, multiplier: Multiplier) -> bool {
    let Ok(narrow) = i64::try_from(sum) else { return false };
    let is_narrow = (-(1_i64 << 47)..1 << 47).contains(&narrow);
    let rescaled = (sum << multiplier.left) >> multiplier.right;
    is_narrow && multiplier.left <= 7 && (-(1_i128 << 31)..(1 << 31) - 1).contains(&rescaled)
}

fn overflow(
    (of, form): (&Weighted<'_>, Form),
    (channel, low, high): (usize, i128, i128),
    multiplier: Multiplier,
    lowering: &Lowering<'_>,
    node: &Node,
) -> Refused {
    let bits = match form {
        Form::Double | Form::Once => 32,
        Form::Wide => 48,
    };
    let filter = of.filter.shown();
    let what = format!("may overflow: channel {channel} of {filter} sums to between {low} and {high}");
    let left = multiplier.left;
    let room =
        format!("a sum of {bits} bits, moved to the left by {left}, as the scales of this channel ask for");
    let help = "quantise the model again with a representative set that covers its range, or with fewer inputs to this sum";
    let diagnostic = *lowering.refused_as(Code::GraphSum, node, &what);
    Box::new(diagnostic.expected(room).help(help))
}
