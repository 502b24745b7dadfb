//! Pools in real numbers. Padding counts for nothing: it is neither averaged nor the greatest.

use super::Array;
use super::convolution::Windows;
use crate::graph::padding::{Window, padding};

/// What becomes of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// The mean of what lies within the input.
    Average,
    /// The greatest of it.
    Max,
}

/// AVERAGE_POOL_2D and MAX_POOL_2D, with windows of so many rows and columns.
pub fn pool(
    input: &Array<'_>,
    pooling: Pooling,
    size: [usize; 2],
    windows: Windows,
    output: &[usize],
) -> Option<Vec<f64>> {
    let &[batches, height, width, channels] = input.shape else { return None };
    let axis = |index: usize, input| {
        let window = Window { size: size[index], stride: windows.stride[index], dilation: 1 };
        padding(windows.padding, input, window)
    };
    let (down, across) = (axis(0, height)?, axis(1, width)?);
    if output != [batches, down.outputs, across.outputs, channels] {
        return None;
    }
    // The part of a window that lies within: its first element, and the one behind its last.
    let within = |place: usize, index: usize, before: usize, input: usize| {
        let start = place * windows.stride[index];
        (start.saturating_sub(before), (start + size[index]).saturating_sub(before).min(input))
    };
    let mut values = Vec::with_capacity(output.iter().product());
    for batch in 0..batches {
        for row in 0..down.outputs {
            let (top, bottom) = within(row, 0, down.before, height);
            for column in 0..across.outputs {
                let (left, right) = within(column, 1, across.before, width);
                for channel in 0..channels {
                    let at = |y: usize, x: usize| {
                        input.values[((batch * height + y) * width + x) * channels + channel]
                    };
                    let inside = (top..bottom).flat_map(|y| (left..right).map(move |x| (y, x)));
                    values.push(pooling.of(inside.map(|(y, x)| at(y, x))));
                }
            }
        }
    }
    Some(values)
}

impl Pooling {
    fn of(self, values: impl Iterator<Item = f64>) -> f64 {
        let (mut sum, mut most, mut count) = (0.0, f64::NEG_INFINITY, 0_usize);
        for value in values {
            sum += value;
            most = f64::max(most, value);
            count += 1;
        }
        match self {
            Self::Average => sum / count.max(1) as f64,
            Self::Max => most,
        }
    }
}
