//! RESIZE_BILINEAR: an image of another size, each pixel a mean of four.
//!
//! **Source**: `ResizeBilinearInteger` of TensorFlow Lite (`internal/reference/resize_bilinear.h`), where the ratio of the sizes is rounded
//! to 1/1024; `micro/kernels/resize_bilinear.cc` has it for `int8`.

use tinyml_core::tensor::Line;

use super::Describe;
use crate::diagnostic::Code;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::{ElementType, Node, kernels};
use crate::tflite::{Corrupt, Options, fields::resize_bilinear as fields};

/// Where pixels lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResizeBilinear {
    /// The centres of the corners stay where they are.
    pub align_corners: bool,
    /// Pixels have their centres at halves.
    pub half_pixel_centers: bool,
}

impl Describe for ResizeBilinear {
    fn read(options: &Options<'_>) -> Result<Self, Corrupt> {
        Ok(Self {
            align_corners: options.bool(fields::ALIGN_CORNERS, false)?,
            half_pixel_centers: options.bool(fields::HALF_PIXEL_CENTERS, false)?,
        })
    }

    fn lower(&self, node: &Node, lowering: &mut Lowering<'_>) -> Result<(), Refused> {
        if self.align_corners && self.half_pixel_centers {
            return Err(lowering.refused(node, "has both `align_corners` and `half_pixel_centers`"));
        }
        let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
        if from.element != ElementType::I8 || to.element != ElementType::I8 {
            let what = format!("resizes {} to {}; int8 is supported", from.shown(), to.shown());
            return Err(lowering.refused(node, &what));
        }
        let ([count, height, width, channels], [rows, columns]) = sizes(node, lowering)?;
        let (Some(height), Some(width)) = (self.line(height, rows), self.line(width, columns)) else {
            let what = format!("resizes {} to {rows} × {columns} pixels, which are too many", from.shown());
            return Err(lowering.refused(node, &what));
        };
        let (input, output) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
        let kernel = kernels::ResizeBilinear { count, height, width, channels };
        lowering.push(node, kernel, vec![input], vec![output]);
        Ok(())
    }
}

impl ResizeBilinear {
    /// Where the indices of an axis lie; `None` where the last one would lie outside, or sizes are beyond all images.
    fn line(&self, input: usize, output: usize) -> Option<Line> {
        let (input, output) = (u16::try_from(input).ok()?, u16::try_from(output).ok()?);
        let (from, to) = (i32::from(input), i32::from(output));
        let ratio = |from: i32, to: i32| (from.checked_mul(1024)?.checked_add(to / 2)?).checked_div(to);
        let scale = if self.align_corners && to > 1 { ratio(from - 1, to - 1)? } else { ratio(from, to)? };
        let offset = if self.half_pixel_centers { scale / 2 - 512 } else { 0 };
        let line = Line { input, output, scale, offset };
        let last = (to - 1).checked_mul(scale)?.checked_add(offset)?;
        (from > 0 && last >> 10 < from).then_some(line)
    }
}

/// The shape of the input, and the size that is asked for, which the output has.
pub(super) fn sizes(node: &Node, lowering: &Lowering<'_>) -> Result<([usize; 4], [usize; 2]), Refused> {
    let from = lowering.required(node, 0)?;
    let (Ok(shape), size) = (<[usize; 4]>::try_from(from.shape.as_slice()), lowering.indices(node, 1)?)
    else {
        let what = format!("resizes {}; an image has 4 dimensions", from.shown());
        return Err(lowering.refused_as(Code::ShapeDisagrees, node, &what));
    };
    let size: Vec<usize> = size.iter().filter_map(|&size| usize::try_from(size).ok()).collect();
    let [rows, columns] = size[..] else {
        return Err(lowering.refused_as(Code::IndexOutside, node, "is told no height and width in input 1"));
    };
    lowering.has_shape(node, 0, &[shape[0], rows, columns, shape[3]])?;
    Ok((shape, [rows, columns]))
}
