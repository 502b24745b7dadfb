//! Windows along one axis of an image: which of their taps lie within.
//!
//! Shared by convolutions and pools. Nothing is divided: taps are few, so those outside are counted off.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "products of 16-bit numbers; the compiler refuses axes that do not fit 31 bits"
)]

/// Windows along one axis, in elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// Elements of the input.
    pub input: u16,
    /// Windows, which is elements of the output.
    pub output: u16,
    /// Taps of a window.
    pub window: u16,
    /// From one window to the next.
    pub stride: u16,
    /// From one tap to the next.
    pub dilation: u16,
    /// How far the first window starts before the input.
    pub before: u16,
}

/// The taps of a window that lie within the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taps {
    /// How many taps lie before the input.
    pub skipped: usize,
    /// How many lie within.
    pub count: usize,
    /// Where the first of those lies.
    pub start: usize,
}

impl Windows {
    /// The window that is taken after `taken` others.
    #[inline(always)]
    pub const fn turned(&self, taken: usize, backwards: bool) -> usize {
        if backwards { (self.output as usize).wrapping_sub(taken + 1) } else { taken }
    }

    /// The taps of a window.
    #[inline(always)]
    pub const fn taps(&self, output: usize) -> Taps {
        let (dilation, window) = (self.dilation as usize, self.window as usize);
        let (mut skipped, mut count) = (0, window);
        // Counted from the start of the padding, which keeps everything positive.
        let mut start = output * self.stride as usize;
        while start < self.before as usize && count > 0 {
            start += dilation;
            skipped += 1;
            count -= 1;
        }
        let end = self.before as usize + self.input as usize;
        while count > 0 && start + (count - 1) * dilation >= end {
            count -= 1;
        }
        Taps { skipped, count, start: start.wrapping_sub(self.before as usize) }
    }
}

#[cfg(test)]
#[allow(clippy::as_conversions, clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::{Taps, Windows};
    use crate::tensor::seeded::Seeded;

    #[test]
    fn taps_are_those_within() {
        let mut seeded = Seeded::new(1);
        for _ in 0..2000 {
            let mut below = |bound: usize| seeded.below(bound) as u16;
            let [input, window, stride, dilation] = [1 + below(9), 1 + below(5), 1 + below(4), 1 + below(4)];
            let before = below(8);
            let windows = Windows { input, output: 7, window, stride, dilation, before };
            for output in 0..7 {
                let place = |tap: u16| i64::from(output * stride + tap * dilation) - i64::from(before);
                let within = (0..window).filter(|&tap| (0..i64::from(input)).contains(&place(tap)));
                let taps = windows.taps(output.into());
                assert_eq!(taps.count, within.clone().count(), "{windows:?} {output}");
                if let Some(first) = within.min() {
                    let expected =
                        Taps { skipped: first.into(), count: taps.count, start: place(first) as usize };
                    assert_eq!(taps, expected, "{windows:?} {output}");
                }
            }
        }
    }
}
