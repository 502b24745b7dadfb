//! DEPTHWISE_CONV_2D: each channel of an image has filters of its own.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "indices within tensors, whose sizes the compiler has checked; sums wrap"
)]

use super::dot::{part, value};
use super::rounding::{Channels, Rounding, Sum};
use super::windows::{Taps, Windows};
use super::{Element, View, ViewMut};

/// A convolution of two dimensions, channel by channel.
///
/// **Format**: images of `height × width × inputs`, one after another; output `height × width × channels`, where channels
/// `c * multiplier..` belong to channel `c` of the input; weights `taps of the height × taps of the width × channels`, as files have
/// them. The bias is the file's: taps outside add nothing.
/// **Rounding**: that of `R`. **Overflow**: the compiler proves that each channel's final sum fits; what is in between may wrap.
/// **Panics**: never. **Order**: image by image, row by row, column by column, or from the last pixel to the first, and
/// there by channels, where four are read before they are written if the multiplier is 1.
/// **Source**: `reference_integer_ops::DepthwiseConvPerChannel` of TensorFlow Lite.
#[derive(Clone, Copy, Debug)]
pub struct DepthwiseConv2d<'a, R: Rounding> {
    /// Rows.
    pub height: Windows,
    /// Columns.
    pub width: Windows,
    /// Channels of the input.
    pub inputs: usize,
    /// Channels of the output for each of the input.
    pub multiplier: usize,
    /// Whether the last pixel is computed first and the first one last; for one image only.
    pub backwards: bool,
    /// The input's zero point.
    pub zero_point: i32,
    /// Tap by tap.
    pub weights: &'a [i8],
    /// The output's channels.
    pub channels: Channels<'a, R>,
}

/// Where a window lies.
#[derive(Clone, Copy)]
struct Place {
    rows: Taps,
    columns: Taps,
    /// The first element of the image.
    image: usize,
}

impl<R: Rounding> DepthwiseConv2d<'_, R> {
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
                    self.pixel(input, output, Place { rows, columns, image }, at);
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
        place: Place,
        mut written: usize,
    ) {
        let channels = self.channels.bias.len();
        let (mut channel, mut source, mut in_source) = (0, 0, 0);
        while self.multiplier == 1 && channel + 4 <= channels {
            let [a, b, c, d] = self.four(input, place, channel);
            output.set(written, self.channels.finish(channel, a));
            output.set(written + 1, self.channels.finish(channel + 1, b));
            output.set(written + 2, self.channels.finish(channel + 2, c));
            output.set(written + 3, self.channels.finish(channel + 3, d));
            written += 4;
            channel += 4;
            source += 4;
        }
        while channel < channels {
            let sum = self.one(input, place, channel, source);
            output.set(written, self.channels.finish(channel, sum));
            written += 1;
            channel += 1;
            in_source += 1;
            if in_source == self.multiplier {
                source += 1;
                in_source = 0;
            }
        }
    }

    /// The sums of four channels in a row, which share the walk over the taps.
    #[inline(always)]
    const fn four<A: Element>(&self, input: View<'_, A>, place: Place, channel: usize) -> [Sum; 4] {
        let of = &self.channels;
        let [mut a, mut b, mut c, mut d] =
            [of.begin(channel), of.begin(channel + 1), of.begin(channel + 2), of.begin(channel + 3)];
        let mut y = 0;
        while y < place.rows.count {
            let (mut source, mut filter) = self.line(place, y, channel, channel);
            let mut x = 0;
            while x < place.columns.count {
                if let ([i, j, k, l], [p, q, r, s]) = (input.row(source, 4), part(self.weights, filter, 4)) {
                    a = a.plus::<R>(self.product(value(i), value(p)));
                    b = b.plus::<R>(self.product(value(j), value(q)));
                    c = c.plus::<R>(self.product(value(k), value(r)));
                    d = d.plus::<R>(self.product(value(l), value(s)));
                }
                source += self.width.dilation as usize * self.inputs;
                filter += of.bias.len();
                x += 1;
            }
            y += 1;
        }
        [a, b, c, d]
    }

    /// The sum of one channel.
    #[inline(always)]
    const fn one<A: Element>(&self, input: View<'_, A>, place: Place, channel: usize, from: usize) -> Sum {
        let mut sum = self.channels.begin(channel);
        let mut y = 0;
        while y < place.rows.count {
            let (mut source, mut filter) = self.line(place, y, channel, from);
            let mut x = 0;
            while x < place.columns.count {
                if let [weight] = part(self.weights, filter, 1) {
                    sum = sum.plus::<R>(self.product(input.get(source), value(weight)));
                }
                source += self.width.dilation as usize * self.inputs;
                filter += self.channels.bias.len();
                x += 1;
            }
            y += 1;
        }
        sum
    }

    /// Where a window's row of taps within begins: in the input, and in the weights.
    #[inline(always)]
    const fn line(&self, place: Place, y: usize, channel: usize, from: usize) -> (usize, usize) {
        let Place { rows, columns, image } = place;
        let row = rows.start + y * self.height.dilation as usize;
        let pixel = row * self.width.input as usize + columns.start;
        let tap = (rows.skipped + y) * self.width.window as usize + columns.skipped;
        (image + pixel * self.inputs + from, tap * self.channels.bias.len() + channel)
    }

    #[inline(always)]
    const fn product(&self, input: i32, weight: i32) -> i32 {
        input.wrapping_sub(self.zero_point).wrapping_mul(weight)
    }
}
