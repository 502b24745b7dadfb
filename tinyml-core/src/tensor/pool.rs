//! AVERAGE_POOL_2D and MAX_POOL_2D: what a window sees of one channel becomes one element.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "indices within tensors, whose sizes the compiler has checked; sums of at most 2^15 taps"
)]

use super::windows::{Taps, Windows};
use super::{Element, Range, View, ViewMut};

/// What becomes of the elements of a window.
pub trait Pooling: sealed::Sealed + Copy {
    /// Whether it is their average, rather than the greatest.
    const IS_AVERAGE: bool;
}

/// The average of those within, rounded to nearest, halves away from zero.
#[derive(Clone, Copy, Debug)]
pub struct Average;

/// The greatest of those within.
#[derive(Clone, Copy, Debug)]
pub struct Max;

impl Pooling for Average {
    const IS_AVERAGE: bool = true;
}

impl Pooling for Max {
    const IS_AVERAGE: bool = false;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Average {}
    impl Sealed for super::Max {}
}

/// A pool of two dimensions.
///
/// **Format**: images of `height × width × channels`, one after another; output likewise; input and output have one scale
/// and zero point. **Rounding**: see [`Average`]; one division for each element of the output. **Overflow**: sums fit, as
/// windows have at most 2^15 taps, which the compiler checks. **Panics**: never. **Order**: image by image, row by row,
/// column by column, channel by channel; each element is written before the next is begun.
/// **Source**: `reference_integer_ops::AveragePool` and `MaxPool` of TensorFlow Lite.
#[derive(Clone, Copy, Debug)]
pub struct Pool<P: Pooling> {
    /// Rows.
    pub height: Windows,
    /// Columns.
    pub width: Windows,
    /// Channels.
    pub channels: usize,
    /// What the output may be.
    pub range: Range,
    /// Average or greatest.
    pub pooling: P,
}

/// Where a window lies.
#[derive(Clone, Copy)]
struct Place {
    rows: Taps,
    columns: Taps,
    /// The first element of the image.
    image: usize,
}

impl<P: Pooling> Pool<P> {
    /// Computes all images of the output.
    #[inline(never)]
    pub const fn run<A: Element>(&self, input: View<'_, A>, output: ViewMut<'_, A>) {
        let (mut image, mut written) = (0, 0);
        while written < output.len() {
            let before = written;
            let mut y = 0;
            while y < self.height.output as usize {
                let rows = self.height.taps(y);
                let mut x = 0;
                while x < self.width.output as usize {
                    let place = Place { rows, columns: self.width.taps(x), image };
                    let mut channel = 0;
                    while channel < self.channels {
                        output.set(written, self.range.clamp(self.element(input, place, channel)));
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
            image += self.height.input as usize * self.width.input as usize * self.channels;
        }
    }

    /// What a window sees of one channel.
    #[inline(always)]
    const fn element<A: Element>(&self, input: View<'_, A>, place: Place, channel: usize) -> i32 {
        let Place { rows, columns, image } = place;
        let mut pooled = if P::IS_AVERAGE { 0 } else { i32::MIN };
        let mut y = 0;
        while y < rows.count {
            let row = rows.start + y * self.height.dilation as usize;
            let pixel = row * self.width.input as usize + columns.start;
            let mut source = image + pixel * self.channels + channel;
            let mut x = 0;
            while x < columns.count {
                let value = input.get(source);
                if P::IS_AVERAGE {
                    pooled = value.wrapping_add(pooled);
                } else if value > pooled {
                    pooled = value;
                }
                source += self.width.dilation as usize * self.channels;
                x += 1;
            }
            y += 1;
        }
        if P::IS_AVERAGE { average(pooled, rows.count * columns.count) } else { pooled }
    }
}

/// A sum over a count, rounded to nearest, halves away from zero; zero, where there is nothing.
#[inline(always)]
const fn average(sum: i32, count: usize) -> i32 {
    let count = count as u32;
    match sum.unsigned_abs().wrapping_add(count / 2).checked_div(count) {
        Some(size) if sum < 0 => -(size as i32),
        Some(size) => size as i32,
        None => 0,
    }
}

#[cfg(test)]
#[allow(clippy::as_conversions, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::average;

    #[test]
    fn averages_round_halves_away_from_zero() {
        assert_eq!([5, 6, 7, -5, -6, -7, 0].map(|sum| average(sum, 4)), [1, 2, 2, -1, -2, -2, 0]);
        assert_eq!((average(-128 * 9, 9), average(7, 0)), (-128, 0));
    }
}
