//! How far ahead an output of images has to lie, so that it may be written over the input of its window.
//!
//! Forwards, kernels work element by element in the output's order. When an element is computed, those before it have been written; what is still
//! needed begins at the first tap of its own window: those of later windows are looked at when they are computed. Backwards, the same holds with the ends of windows in place of their starts.

use tinyml_core::tensor::Windows;

use super::Overlap;

/// Images, and the windows over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image {
    /// How many images, one after another.
    pub count: usize,
    /// Rows.
    pub height: Windows,
    /// Columns.
    pub width: Windows,
    /// Channels of the input.
    pub inputs: usize,
    /// Channels of the output.
    pub outputs: usize,
    /// Whether the last pixel is computed first.
    pub backwards: bool,
}

impl Image {
    /// Elements of the input of one image.
    pub fn input_size(&self) -> usize {
        usize::from(self.height.input) * usize::from(self.width.input) * self.inputs
    }

    /// Elements of the output of one image.
    pub fn output_size(&self) -> usize {
        usize::from(self.height.output) * usize::from(self.width.output) * self.outputs
    }

    /// The least lead in elements, for a kernel whose last channel of a pixel still reads channels from `first` on.
    pub fn lead(&self, first: usize) -> usize {
        self.lead_by(first, |axis, output| {
            let taps = axis.taps(output);
            (taps.count > 0).then_some(taps.start)
        })
    }

    /// The same for transposed convolutions.
    pub fn lead_transposed(&self) -> usize {
        self.lead_by(0, |axis, output| {
            let painters = axis.painters(output);
            (painters.count > 0).then_some(painters.first)
        })
    }

    /// The least lead, where `start` is the first element along an axis that an element of the output needs.
    fn lead_by(&self, first: usize, start: impl Fn(&Windows, usize) -> Option<usize>) -> usize {
        let mut lead = 0;
        for y in 0..usize::from(self.height.output) {
            let Some(row) = start(&self.height, y) else { continue };
            for x in 0..usize::from(self.width.output) {
                let Some(column) = start(&self.width, x) else { continue };
                let pixel = row * usize::from(self.width.input) + column;
                let needed = pixel * self.inputs + first;
                let written = (y * usize::from(self.width.output) + x + 1) * self.outputs - 1;
                lead = lead.max(self.over_images(written, needed));
            }
        }
        lead
    }

    /// The other direction, for one image.
    pub fn backwards(&self) -> Option<Self> {
        (self.count == 1 && !self.backwards).then_some(Self { backwards: true, ..*self })
    }

    /// How the output may lie over the input in elements of so many bytes; `first` as for the lead.
    pub fn overlap(&self, first: usize, bytes: usize) -> Overlap {
        match self.backwards {
            false => Overlap::Lead(self.lead(first) * bytes),
            true => Overlap::Trail(self.trail().saturating_mul(isize::try_from(bytes).unwrap_or(1))),
        }
    }

    /// By how many elements the output has to start behind the input at least, if the last pixel is computed first: while the
    /// channels of a pixel are written, its window is still read to its end.
    fn trail(&self) -> isize {
        let mut trail = isize::MIN;
        for y in 0..usize::from(self.height.output) {
            let rows = self.height.taps(y);
            for x in 0..usize::from(self.width.output) {
                let columns = self.width.taps(x);
                if rows.count == 0 || columns.count == 0 {
                    continue;
                }
                let row = rows.start + (rows.count - 1) * usize::from(self.height.dilation);
                let column = columns.start + (columns.count - 1) * usize::from(self.width.dilation);
                let needed = (row * usize::from(self.width.input) + column + 1) * self.inputs;
                let written = (y * usize::from(self.width.output) + x) * self.outputs;
                trail = trail.max(signed(needed) - signed(written));
            }
        }
        // Where nothing is read, the output may lie anywhere.
        trail.max(-signed(self.output_size()))
    }

    /// From one image to the next both move on by the same, so that the first or the last decides.
    fn over_images(&self, written: usize, needed: usize) -> usize {
        let last = self.count.saturating_sub(1);
        let later = (written + last * self.output_size()).saturating_sub(needed + last * self.input_size());
        later.max(written.saturating_sub(needed))
    }
}

/// Sizes of tensors fit 31 bits: readers have checked it.
fn signed(size: usize) -> isize {
    isize::try_from(size).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Image, Windows};

    fn same(input: u16) -> Windows {
        Windows { input, output: input, window: 3, stride: 1, dilation: 1, before: 1 }
    }

    #[test]
    fn a_depthwise_window_of_three_needs_a_row_and_a_pixel() {
        let image =
            Image { count: 1, height: same(25), width: same(5), inputs: 64, outputs: 64, backwards: false };
        assert_eq!(image.lead(63), 6 * 64);
    }

    #[test]
    fn a_single_tap_needs_the_pixel_that_its_channels_read() {
        let one = |input| Windows { input, output: input, window: 1, stride: 1, dilation: 1, before: 0 };
        let image =
            Image { count: 1, height: one(4), width: one(4), inputs: 8, outputs: 8, backwards: false };
        assert_eq!((image.lead(0), image.lead(7)), (7, 0));
        assert_eq!(Image { outputs: 16, ..image }.lead(0), 16 * 16 - 1 - 15 * 8);
        assert_eq!(Image { count: 2, outputs: 16, ..image }.lead(0), 32 * 16 - 1 - 31 * 8);
        assert_eq!(Image { outputs: 4, ..image }.lead(0), 3);
    }
}
