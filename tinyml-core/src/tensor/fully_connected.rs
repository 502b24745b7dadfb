//! FULLY_CONNECTED, and convolutions of one tap, which are the same for every pixel.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "indices within tensors, whose sizes the compiler has checked"
)]

use super::dot::{part, total};
use super::rounding::{Channels, Rounding};
use super::{Element, View, ViewMut};

/// A dense layer that each row of the input goes through.
///
/// **Format**: input `rows × inputs`, output `rows × channels`, weights `channels × inputs`. The input's zero point is
/// part of the bias: `bias - zero_point * (sum of the channel's weights)`, modulo 2^32 (2^64 where sums are wide); that of
/// the weights, of which most files have none, is not.
/// **Rounding**: that of `R`. **Overflow**: the compiler proves that each channel's final sum fits; what is in between may wrap.
/// **Panics**: never. **Order**: row by row; a row is read until its last element has been computed, and each element is
/// written before the next is begun.
/// **Source**: `reference_integer_ops::FullyConnected` and `ConvPerChannel` of TensorFlow Lite.
#[derive(Clone, Copy, Debug)]
pub struct FullyConnected<'a, R: Rounding> {
    /// Elements of a row of the input.
    pub inputs: usize,
    /// The weights' zero point.
    pub weights_zero_point: i32,
    /// Channel by channel.
    pub weights: &'a [i8],
    /// The output's channels.
    pub channels: Channels<'a, R>,
}

impl<R: Rounding> FullyConnected<'_, R> {
    /// Computes all rows of the output.
    #[inline(never)]
    pub const fn run<A: Element>(&self, input: View<'_, A>, output: ViewMut<'_, A>) {
        let channels = self.channels.bias.len();
        let (mut read, mut written) = (0, 0);
        while written < output.len() && channels > 0 {
            let offset = self.offset(input.row(read, self.inputs));
            let mut channel = 0;
            while channel < channels {
                let weights = part(self.weights, channel * self.inputs, self.inputs);
                let row = input.row(read, self.inputs);
                let sum = self.channels.begin(channel).plus::<R>(offset).plus_dot::<A, R>(row, weights);
                output.set(written, self.channels.finish(channel, sum));
                written += 1;
                channel += 1;
            }
            read += self.inputs;
        }
    }

    /// What the weights' zero point takes from every channel of a row.
    #[inline(always)]
    const fn offset<A: Element>(&self, row: &[A]) -> i32 {
        if self.weights_zero_point == 0 {
            return 0;
        }
        self.weights_zero_point.wrapping_neg().wrapping_mul(total(row))
    }
}
