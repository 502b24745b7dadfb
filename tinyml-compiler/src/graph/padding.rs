//! How a window meets the borders along one axis: where outputs lie, and how far the first window hangs over.
//!
//! **Source**: `ComputeOutSize` and `ComputePaddingWithOffset` of TensorFlow Lite (`padding.h`).

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
    if first == 0 || window.stride == 0 {
        return None;
    }
    let outputs = first.div_ceil(window.stride);
    let covered = (outputs - 1).checked_mul(window.stride)?.checked_add(extent)?;
    Some(Padded { outputs, before: covered.saturating_sub(input) / 2 })
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
