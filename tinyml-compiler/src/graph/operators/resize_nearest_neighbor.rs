//! RESIZE_NEAREST_NEIGHBOR: an image of another size, each pixel a copy of one.
//!
//! **Source**: `GetNearestNeighbor` of TensorFlow Lite (`internal/reference/resize_nearest_neighbor.h`), in single precision as there. Which
//! pixel is copied is found here; where that repeats every pixel equally often, or leaves equally many out, it is a strided copy,
//! which is what whole factors give. Other factors are refused.

use super::Describe;
use super::resize_bilinear::sizes;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::{Movement, Stride};
use crate::tflite::{Corrupt, Options, fields::resize_nearest_neighbor as fields};

/// Where pixels lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResizeNearestNeighbor {
    /// The centres of the corners stay where they are.
    pub align_corners: bool,
    /// Pixels have their centres at halves.
    pub half_pixel_centers: bool,
}

impl Describe for ResizeNearestNeighbor {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self {
            align_corners: options.bool(fields::ALIGN_CORNERS, false)?,
            half_pixel_centers: options.bool(fields::HALF_PIXEL_CENTERS, false)?,
        })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        let ([count, height, width, channels], [rows, columns]) = sizes(node, lowering)?;
        let (down, across) = (self.pattern(height, rows), self.pattern(width, columns));
        let (Some(down), Some(across)) = (down, across) else {
            let what = format!(
                "copies pixels of {height} × {width} to {rows} × {columns}; factors that are whole are supported"
            );
            return Err(lowering.refused(node, &what));
        };
        let row = width * channels;
        let mut loops = vec![stride(count, height * row, rows * columns * channels)];
        loops.extend(down.loops(row, columns * channels));
        loops.extend(across.loops(channels, channels));
        loops.push(stride(channels, 1, 1));
        let input = down.first * row + across.first * channels;
        lowering.take(node, 0, 0, &Movement { input, output: 0, loops })
    }
}

/// Index `i` of the output is a copy of index `first + i / times * step` of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pattern {
    first: usize,
    step: usize,
    times: usize,
    count: usize,
}

impl Pattern {
    fn loops(self, input: usize, output: usize) -> [Stride; 2] {
        [stride(self.count, self.step * input, self.times * output), stride(self.times, 0, output)]
    }
}

impl ResizeNearestNeighbor {
    /// Which index of the input an index of the output is a copy of.
    fn nearest(&self, index: usize, input: usize, output: usize) -> usize {
        let scale = match self.align_corners && output > 1 {
            true => (input - 1) as f32 / (output - 1) as f32,
            false => input as f32 / output as f32,
        };
        let place = (index as f32 + if self.half_pixel_centers { 0.5 } else { 0.0 }) * scale;
        let place = if self.align_corners { libm::roundf(place) } else { libm::floorf(place) };
        (place as usize).min(input - 1)
    }

    fn pattern(&self, input: usize, output: usize) -> Option<Pattern> {
        if input == 0 || output == 0 {
            return None;
        }
        let of = |index: usize| self.nearest(index, input, output);
        let first = of(0);
        let times = (0..output).take_while(|&index| of(index) == first).count();
        let step = if times < output { of(times).checked_sub(first)? } else { 0 };
        let is_regular = output.is_multiple_of(times)
            && (0..output).all(|index| of(index) == first + index / times * step);
        is_regular.then_some(Pattern { first, step, times, count: output / times })
    }
}

fn stride(count: usize, input: usize, output: usize) -> Stride {
    Stride { count, input: isize::try_from(input).unwrap_or(isize::MAX), output }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, ResizeNearestNeighbor};

    #[test]
    fn whole_factors_are_regular() {
        let plain = ResizeNearestNeighbor { align_corners: false, half_pixel_centers: false };
        let half = ResizeNearestNeighbor { half_pixel_centers: true, ..plain };
        let twice = Pattern { first: 0, step: 1, times: 2, count: 5 };
        assert_eq!((plain.pattern(5, 10), half.pattern(5, 10)), (Some(twice), Some(twice)));
        assert_eq!(plain.pattern(12, 4), Some(Pattern { first: 0, step: 3, times: 1, count: 4 }));
        assert_eq!(half.pattern(12, 4), Some(Pattern { first: 1, step: 3, times: 1, count: 4 }));
        assert_eq!(plain.pattern(5, 7), None);
        assert_eq!(plain.pattern(1, 7), Some(Pattern { first: 0, step: 0, times: 7, count: 1 }));
    }
}
