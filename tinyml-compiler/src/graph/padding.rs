//! How a window meets the borders along one axis: where outputs lie, and how far the first window hangs over.
//!
//! **Source**: `ComputeOutSize` and `ComputePaddingWithOffset` of TensorFlow Lite (`padding.h`).

use std::fmt;

use tinyml_core::tensor::Windows;

use crate::diagnostic::Code;
use crate::graph::kernels::lead::Image;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::{Node, Tensor};
use crate::tflite::Padding;

/// A window along one axis, in elements of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Taps of the window; 1 or more.
    pub size: usize,
    /// From one window to the next; 1 or more.
    pub stride: usize,
    /// From one tap to the next; 1 or more.
    pub dilation: usize,
}

/// Where the windows of an axis lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Padded {
    /// Number of windows.
    pub outputs: usize,
    /// How many elements before the input the first window starts.
    pub before: usize,
}

impl Window {
    /// From the first tap to the last, both included; `None` if that overflows or there is no tap.
    pub fn extent(self) -> Option<usize> {
        self.size.checked_sub(1)?.checked_mul(self.dilation)?.checked_add(1)
    }
}

/// Where windows lie on an axis of `input` elements; `None` where there are none, or sizes overflow.
pub fn padding(kind: Padding, input: usize, window: Window) -> Option<Padded> {
    let extent = window.extent()?;
    let first = match kind {
        Padding::Same => input,
        Padding::Valid => input.checked_sub(extent)?.checked_add(1)?,
    };
    if first == 0 || window.stride == 0 || window.dilation == 0 {
        return None;
    }
    let outputs = first.div_ceil(window.stride);
    let covered = (outputs - 1).checked_mul(window.stride)?.checked_add(extent)?;
    Some(Padded { outputs, before: covered.saturating_sub(input) / 2 })
}

/// From one window of an image to the next, and from one tap to the next, as files give them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strides {
    /// Rows.
    pub height: i32,
    /// Columns.
    pub width: i32,
    /// Rows between taps.
    pub dilation_height: i32,
    /// Columns between taps.
    pub dilation_width: i32,
}

/// The windows over an input's images, whose number and channels are those of the tensors: input, taps, output.
///
/// # Errors
///
/// Tensors that are no images, an output of another size than the windows give, or axes beyond 16 bits.
pub fn image(
    lowering: &Lowering<'_>,
    node: &Node,
    kind: Padding,
    strides: Strides,
    (input, taps, output): (&Tensor, [usize; 2], &Tensor),
) -> Result<Image, Refused> {
    let images = (&input.shape[..], &output.shape[..]);
    let ([count, height, width, inputs], [images, rows, columns, outputs]) = images else {
        let what = format!("needs images of 4 dimensions, not {} and {}", input.shown(), output.shown());
        return Err(lowering.refused_as(Code::WindowForm, node, &what));
    };
    let Strides { dilation_height, dilation_width, .. } = strides;
    let found = [
        axis(kind, *height, taps[0], strides.height, dilation_height)
            .filter(|one| usize::from(one.output) == *rows),
        axis(kind, *width, taps[1], strides.width, dilation_width)
            .filter(|one| usize::from(one.output) == *columns),
    ];
    let ([Some(height), Some(width)], true) = (found, images == count) else {
        let [tall, wide] = taps;
        let windows = format!("windows of {tall} × {wide}, {strides}, padding {kind:?}");
        let what = format!("cannot turn {} into {} by {windows}", input.shown(), output.shown());
        return Err(lowering.refused_as(Code::WindowForm, node, &what));
    };
    Ok(Image { count: *count, height, width, inputs: *inputs, outputs: *outputs, backwards: false })
}

/// The windows of an axis as the core takes them; `None` where there are none, or 16 bits do not hold them.
fn axis(kind: Padding, input: usize, size: usize, stride: i32, dilation: i32) -> Option<Windows> {
    let [stride, dilation] = [u16::try_from(stride).ok()?, u16::try_from(dilation).ok()?];
    let window = Window { size, stride: stride.into(), dilation: dilation.into() };
    let Padded { outputs, before } = padding(kind, input, window)?;
    Some(Windows {
        input: u16::try_from(input).ok()?,
        output: u16::try_from(outputs).ok()?,
        window: u16::try_from(size).ok()?,
        stride,
        dilation,
        before: u16::try_from(before).ok()?,
    })
}

impl fmt::Display for Strides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { height, width, dilation_height, dilation_width } = self;
        write!(f, "strides {height} × {width}, dilation {dilation_height} × {dilation_width}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Padded, Window, padding};
    use crate::tflite::Padding::{Same, Valid};

    #[test]
    fn same_puts_the_surplus_at_the_end() {
        let of = |input, size, stride, dilation| {
            padding(Same, input, Window { size, stride, dilation }).map(|one| (one.outputs, one.before))
        };
        assert_eq!(of(5, 3, 1, 1), Some((5, 1)));
        assert_eq!(
            of(6, 3, 2, 1),
            Some((3, 0)),
            "an even size at stride 2: one column, and it lies at the end"
        );
        assert_eq!(of(49, 10, 2, 1), Some((25, 4)));
        assert_eq!(of(7, 3, 1, 3), Some((7, 3)));
        assert_eq!(of(4, 1, 3, 1), Some((2, 0)));
        assert_eq!(
            (of(0, 3, 1, 1), of(4, 0, 1, 1), of(4, 3, 0, 1), of(4, usize::MAX, 1, 2)),
            (None, None, None, None)
        );
    }

    #[test]
    fn valid_windows_lie_within() {
        let of = |input, size, stride, dilation| padding(Valid, input, Window { size, stride, dilation });
        assert_eq!(of(10, 4, 3, 1), Some(Padded { outputs: 3, before: 0 }));
        assert_eq!(of(10, 4, 3, 3), Some(Padded { outputs: 1, before: 0 }));
        assert_eq!(of(10, 5, 1, 3), None, "thirteen columns of ten");
    }
}
