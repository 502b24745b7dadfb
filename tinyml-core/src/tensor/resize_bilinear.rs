//! RESIZE_BILINEAR: an image of another size, each pixel a mean of four by where it lies between them.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "places within tensors, whose sizes the compiler has checked, and 8 bits times 2^20"
)]

use super::{View, ViewMut, rounding_divide};

/// Where the indices of an output's axis lie on that of the input, in units of 1/1024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Indices of the input.
    pub input: u16,
    /// Indices of the output.
    pub output: u16,
    /// From one index of the output to the next.
    pub scale: i32,
    /// Where its first index lies.
    pub offset: i32,
}

/// An index of the output between two of the input.
#[derive(Clone, Copy, Debug)]
struct Between {
    low: usize,
    high: usize,
    /// How far it is from the lower one, of 1024; negative before the first one.
    part: i32,
}

impl Line {
    #[inline(always)]
    const fn at(self, index: usize) -> Between {
        let place = (index as i32).wrapping_mul(self.scale).wrapping_add(self.offset);
        let low = if place < 0 { 0 } else { place >> 10 };
        let (above, last) = (place.wrapping_add(1023) >> 10, self.input as i32 - 1);
        let high = if above < last { above } else { last };
        Between { low: low as usize, high: high as usize, part: place.wrapping_sub(low << 10) }
    }

    /// The lower of the two indices of the input between which one of the output lies.
    pub const fn low(self, index: usize) -> usize {
        self.at(index).low
    }
}

impl Between {
    /// 1024 times the mean.
    #[inline(always)]
    const fn mean(self, low: i32, high: i32) -> i32 {
        low.wrapping_mul(1024_i32.wrapping_sub(self.part)).wrapping_add(high.wrapping_mul(self.part))
    }
}

/// The same image in another size.
///
/// **Format**: input and output `i8`, `batch × height × width × channels`, of one scale.
/// **Rounding**: places are rounded to 1/1024, halves up, by the compiler; the mean is exact in units of 2^-20, then rounded once,
/// halves away from zero.
/// **Overflow**: none: 128 * 2^20 fits. **Panics**: never.
/// **Order**: element by element of the output; the four elements are read before it is written.
/// **Source**: `ResizeBilinearInteger` of TensorFlow Lite (`reference/resize_bilinear.h`), without its single rounding.
#[derive(Clone, Copy, Debug)]
pub struct ResizeBilinear {
    /// Rows.
    pub height: Line,
    /// Columns.
    pub width: Line,
    /// Channels of both.
    pub channels: usize,
}

impl ResizeBilinear {
    /// Resizes all images of a batch.
    #[inline(never)]
    pub const fn run(&self, input: View<'_, i8>, output: ViewMut<'_, i8>) {
        let image = self.height.input as usize * self.width.input as usize * self.channels;
        let (mut read, mut written) = (0, 0);
        while written < output.len() && image > 0 && self.height.output > 0 && self.width.output > 0 {
            let mut y = 0;
            while y < self.height.output as usize {
                written = self.row(input, read, self.height.at(y), output, written);
                y += 1;
            }
            read += image;
        }
    }

    /// One row of the output; where it ends.
    #[inline(always)]
    const fn row(
        &self,
        input: View<'_, i8>,
        image: usize,
        y: Between,
        output: ViewMut<'_, i8>,
        to: usize,
    ) -> usize {
        let (pixel, mut to, mut column) = (self.channels, to, 0);
        let stride = self.width.input as usize * pixel;
        let (top, bottom) = (image + y.low * stride, image + y.high * stride);
        while column < self.width.output as usize {
            let x = self.width.at(column);
            let (mut left, mut right, end) = (x.low * pixel, x.high * pixel, to + pixel);
            while to < end {
                let above = x.mean(input.get(top + left), input.get(top + right));
                let below = x.mean(input.get(bottom + left), input.get(bottom + right));
                output.set(to, rounding_divide(y.mean(above, below), 20));
                (left, right, to) = (left + 1, right + 1, to + 1);
            }
            column += 1;
        }
        to
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, ResizeBilinear};
    use crate::tensor::{View, ViewMut};

    #[test]
    fn twice_the_size_has_means_between() {
        let line = Line { input: 2, output: 4, scale: 512, offset: 0 };
        let resize = ResizeBilinear { height: line, width: line, channels: 1 };
        let mut output = [0; 16];
        resize.run(View::of(&[0, 10, -20, 5]), ViewMut::of(&mut output));
        // 2.5 and -7.5 are rounded away from zero; -1.25 and such to the nearest.
        assert_eq!(output, [0, 5, 10, 10, -10, -1, 8, 8, -20, -8, 5, 5, -20, -8, 5, 5]);
    }
}
