//! CONV_2D: filters over images, with strides, dilation, borders and groups.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "indices within tensors, whose sizes the compiler has checked"
)]

use super::dot::{part, total};
use super::rounding::{Channels, Rounding, Sum};
use super::windows::{Taps, Windows};
use super::{Element, View, ViewMut};

/// A convolution of two dimensions.
///
/// **Format**: images of `height × width × inputs`, one after another; output `height × width × channels`; weights `channels × taps of the
/// height × taps of the width × group`. The input's zero point is part of the bias as if all taps lay within, see
/// [`super::FullyConnected`]; taps outside count as the zero point.
/// **Rounding**: that of `R`. **Overflow**: the compiler proves that each channel's final sum fits; what is in between may wrap.
/// **Panics**: never. **Order**: image by image, row by row, column by column, or from the last pixel to the first, and
/// there channel by channel; each element is written before the next is begun.
/// **Source**: `reference_integer_ops::ConvPerChannel` of TensorFlow Lite.
#[derive(Clone, Copy, Debug)]
pub struct Conv2d<'a, R: Rounding> {
    /// Rows.
    pub height: Windows,
    /// Columns.
    pub width: Windows,
    /// Channels of the input.
    pub inputs: usize,
    /// Of these, how many a filter sees: all, but for grouped convolutions.
    pub group: usize,
    /// Channels of the output that see the same channels of the input.
    pub group_outputs: usize,
    /// Whether the last pixel is computed first and the first one last; for one image only.
    pub backwards: bool,
    /// The input's zero point.
    pub zero_point: i32,
    /// Channel by channel.
    pub weights: &'a [i8],
    /// The output's channels.
    pub channels: Channels<'a, R>,
}

/// Where a window lies, and which channels of the input a filter sees.
#[derive(Clone, Copy)]
struct Place {
    rows: Taps,
    columns: Taps,
    /// The first element of the image.
    image: usize,
    /// The first channel.
    first: usize,
}

impl<R: Rounding> Conv2d<'_, R> {
    /// Computes all images of the output.
    #[inline(never)]
    pub const fn run<A: Element>(&self, input: View<'_, A>, output: ViewMut<'_, A>) {
        let channels = self.channels.bias.len();
        let (mut image, mut done) = (0, 0);
        let mut at = if self.backwards { output.len().wrapping_sub(channels) } else { 0 };
        while done < output.len() && channels > 0 {
            let before = done;
            let mut y = 0;
            while y < self.height.output as usize {
                let rows = self.height.taps(self.height.turned(y, self.backwards));
                let mut x = 0;
                while x < self.width.output as usize {
                    let columns = self.width.taps(self.width.turned(x, self.backwards));
                    self.pixel(input, output, Place { rows, columns, image, first: 0 }, at);
                    at = if self.backwards { at.wrapping_sub(channels) } else { at + channels };
                    done += channels;
                    x += 1;
                }
                y += 1;
            }
            if done == before {
                return;
            }
            image += self.height.input as usize * self.width.input as usize * self.inputs;
        }
    }

    /// All channels of one pixel, whose first element is given.
    #[inline(always)]
    const fn pixel<A: Element>(
        &self,
        input: View<'_, A>,
        output: ViewMut<'_, A>,
        mut place: Place,
        mut written: usize,
    ) {
        let (mut channel, mut in_group) = (0, 0);
        while channel < self.channels.bias.len() {
            if in_group == self.group_outputs {
                place.first += self.group;
                in_group = 0;
            }
            let sum = self.sum(input, place, channel);
            output.set(written, self.channels.finish(channel, sum));
            written += 1;
            channel += 1;
            in_group += 1;
        }
    }

    /// A channel's sum.
    #[inline(always)]
    const fn sum<A: Element>(&self, input: View<'_, A>, place: Place, channel: usize) -> Sum {
        let Place { rows, columns, image, first } = place;
        let line = self.width.window as usize * self.group;
        let pitch = self.width.input as usize * self.inputs;
        let mut filter = channel * self.height.window as usize * line;
        let mut source = image + rows.start * pitch + columns.start * self.inputs + first;
        let mut sum = self.channels.begin(channel);
        let mut tap = 0;
        while tap < self.height.window as usize {
            let weights = part(self.weights, filter, line);
            if tap >= rows.skipped && tap - rows.skipped < rows.count {
                sum = self.row(input, columns, source, weights, sum);
                source += self.height.dilation as usize * pitch;
            } else {
                sum = self.outside(weights, sum);
            }
            filter += line;
            tap += 1;
        }
        sum
    }

    /// The taps of a filter's row, some of which may lie outside.
    #[inline(always)]
    const fn row<A: Element>(
        &self,
        input: View<'_, A>,
        columns: Taps,
        mut source: usize,
        weights: &[i8],
        mut sum: Sum,
    ) -> Sum {
        let (skipped, within) = (columns.skipped * self.group, columns.count * self.group);
        if within < weights.len() {
            sum = self.outside(part(weights, 0, skipped), sum);
            let behind = skipped + within;
            sum = self.outside(part(weights, behind, weights.len().wrapping_sub(behind)), sum);
        }
        // Neighbouring taps that see all channels are contiguous, so the row is one run.
        let is_run = self.width.dilation == 1 && self.group == self.inputs;
        let length = if is_run { within } else { self.group };
        let (mut start, end) = (skipped, skipped + within);
        while start < end {
            sum = sum.plus_dot::<A, R>(input.row(source, length), part(weights, start, length));
            source += self.width.dilation as usize * self.inputs;
            start += length;
        }
        sum
    }

    /// What the taps outside add: there the input is its zero point.
    #[inline(always)]
    const fn outside(&self, weights: &[i8], sum: Sum) -> Sum {
        if self.zero_point == 0 {
            return sum;
        }
        sum.plus::<R>(self.zero_point.wrapping_mul(total(weights)))
    }
}
