//! TRANSPOSE_CONV: each element of the input paints a filter onto the output; here each element of the output gathers what falls on it.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "indices within tensors, whose sizes the compiler has checked"
)]

use super::dot::{part, total};
use super::rounding::{Channels, Rounding, Sum};
use super::windows::Windows;
use super::{Element, View, ViewMut};

/// A transposed convolution of two dimensions.
///
/// **Format**: images of `height × width × inputs`, one after another; output `height × width × channels`; weights `channels × taps of the
/// height × taps of the width × inputs`. In `height` and `width` the stride is from what one element of the input paints to what the
/// next does, `before` is how much of the first lies before the output, and the dilation is 1. The bias is the file's.
/// **Rounding**: that of `R`. **Overflow**: the compiler proves that each channel's final sum fits; what is in between may wrap.
/// **Panics**: never. **Order**: image by image, row by row, column by column, channel by channel; each element is written
/// before the next is begun. **Source**: `reference_integer_ops::TransposeConv` of TensorFlow Lite.
#[derive(Clone, Copy, Debug)]
pub struct TransposeConv<'a, R: Rounding> {
    /// Rows.
    pub height: Windows,
    /// Columns.
    pub width: Windows,
    /// Channels of the input.
    pub inputs: usize,
    /// The input's zero point.
    pub zero_point: i32,
    /// Channel by channel.
    pub weights: &'a [i8],
    /// The output's channels.
    pub channels: Channels<'a, R>,
}

/// The elements of the input that paint on one of the output, along one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Painters {
    /// The first of them.
    pub first: usize,
    /// How many.
    pub count: usize,
    /// The tap with which the first paints; each further one paints with the tap a stride earlier.
    pub tap: usize,
}

impl Windows {
    /// What paints on an element of the output.
    #[inline(always)]
    pub const fn painters(&self, output: usize) -> Painters {
        let (stride, size) = (self.stride as usize, self.window as usize);
        let (mut first, mut tap) = (0, output + self.before as usize);
        while tap >= size && stride > 0 {
            if tap < stride {
                return Painters { first, count: 0, tap: 0 };
            }
            tap -= stride;
            first += 1;
        }
        let (mut count, mut left) = (0, tap);
        while first + count < self.input as usize {
            count += 1;
            if left < stride || stride == 0 {
                break;
            }
            left -= stride;
        }
        Painters { first, count, tap }
    }
}

/// Where an element of the output lies.
#[derive(Clone, Copy)]
struct Place {
    rows: Painters,
    columns: Painters,
    /// The first element of the image.
    image: usize,
}

impl<R: Rounding> TransposeConv<'_, R> {
    /// Computes all images of the output.
    #[inline(never)]
    pub const fn run<A: Element>(&self, input: View<'_, A>, output: ViewMut<'_, A>) {
        let (mut image, mut written) = (0, 0);
        while written < output.len() {
            let before = written;
            let mut y = 0;
            while y < self.height.output as usize {
                let rows = self.height.painters(y);
                let mut x = 0;
                while x < self.width.output as usize {
                    let place = Place { rows, columns: self.width.painters(x), image };
                    let mut channel = 0;
                    while channel < self.channels.bias.len() {
                        let sum = self.sum(input, place, channel);
                        output.set(written, self.channels.finish(channel, sum));
                        written += 1;
                        channel += 1;
                    }
                    x += 1;
                }
                y += 1;
            }
            if written == before {
                return;
            }
            image += self.height.input as usize * self.width.input as usize * self.inputs;
        }
    }

    /// A channel's sum.
    #[inline(always)]
    const fn sum<A: Element>(&self, input: View<'_, A>, place: Place, channel: usize) -> Sum {
        let Place { rows, columns, image } = place;
        let mut sum = self.channels.begin(channel);
        let mut y = 0;
        while y < rows.count {
            let row = channel * self.height.window as usize + rows.tap - y * self.height.stride as usize;
            let pixel = (rows.first + y) * self.width.input as usize + columns.first;
            let mut x = 0;
            while x < columns.count {
                let tap = row * self.width.window as usize + columns.tap - x * self.width.stride as usize;
                let weights = part(self.weights, tap * self.inputs, self.inputs);
                let source = image + (pixel + x) * self.inputs;
                sum = sum.plus_dot::<A, R>(input.row(source, self.inputs), weights);
                if self.zero_point != 0 {
                    sum = sum.plus::<R>(self.zero_point.wrapping_neg().wrapping_mul(total(weights)));
                }
                x += 1;
            }
            y += 1;
        }
        sum
    }
}

#[cfg(test)]
#[allow(clippy::as_conversions, clippy::arithmetic_side_effects, reason = "tests")]
mod tests {
    use crate::tensor::Windows;
    use crate::tensor::seeded::Seeded;

    #[test]
    fn painters_are_those_whose_filter_covers_the_element() {
        let mut seeded = Seeded::new(9);
        for _ in 0..3000 {
            let mut below = |bound: usize| seeded.below(bound) as u16;
            let [input, window, stride, before] = [1 + below(7), 1 + below(5), 1 + below(6), below(5)];
            let windows = Windows { input, output: 30, window, stride, dilation: 1, before };
            for output in 0..30_u16 {
                let tap = |painter: u16| i64::from(output + before) - i64::from(painter * stride);
                let painting = (0..input).filter(|&one| (0..i64::from(window)).contains(&tap(one)));
                let found = windows.painters(output.into());
                assert_eq!(found.count, painting.clone().count(), "{windows:?} {output}");
                if let Some(first) = painting.min() {
                    assert_eq!(
                        (found.first, found.tap),
                        (first.into(), tap(first) as usize),
                        "{windows:?} {output}"
                    );
                }
            }
        }
    }
}
