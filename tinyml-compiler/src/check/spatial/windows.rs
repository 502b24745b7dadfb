//! Kernels, strides and dilations: whole numbers for the axes that a layer sees, and windows that fit what comes before.

use super::shown;
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot};
use crate::graph::padding::{Window, padding};
use crate::model::{Extents, WindowsDraft};
use crate::spatial::Windows;
use crate::tflite::Padding;

/// The largest kernel, stride or dilation.
const LARGEST: i64 = 4096;

/// Checks how windows lie over `before`, which has a length or height and width, and channels; and gives the windows with the number
/// of them along height and width. A stride that is left out is the kernel where `is_pool`, and else 1.
pub(super) fn windows(
    draft: &WindowsDraft,
    before: &[usize],
    is_pool: bool,
    title: &str,
    at: &Spot,
    report: &mut Report,
) -> Checked<(Windows, [usize; 2])> {
    let is_flat = before.len() == 2;
    let mut both = |extents: Checked<Option<Extents>>, name: &'static str, default: [usize; 2]| {
        extents?.map_or(Ok(default), |extents| pair(extents, is_flat, title, &at.key(name), report))
    };
    let kernel = both(draft.kernel.map(Some), "kernel", [1; 2]);
    let stride = both(draft.stride, "stride", if is_pool { kernel.unwrap_or([1; 2]) } else { [1; 2] });
    let dilation = both(draft.dilation, "dilation", [1; 2]);
    let padding = if draft.same?.unwrap_or(false) { Padding::Same } else { Padding::Valid };
    let windows = Windows { kernel: kernel?, stride: stride?, dilation: dilation?, padding };
    let [height, width] = match before {
        [height, width, _] => [*height, *width],
        [length, ..] => [1, *length],
        [] => [1, 1],
    };
    let axis = |index: usize, input: usize| {
        let window = Window {
            size: windows.kernel[index],
            stride: windows.stride[index],
            dilation: windows.dilation[index],
        };
        crate_padding(windows.padding, input, window)
    };
    match (axis(0, height), axis(1, width)) {
        (Some(rows), Some(columns)) => Ok((windows, [rows, columns])),
        _ => Err(report.push(
            Diagnostic::new(
                Code::KernelForm,
                format!("the kernel of {title} is larger than what it is moved over"),
            )
            .at(&at.key("kernel"))
            .expected(format!("windows that lie within {}", shown(before)))
            .help("with `\"padding\": \"same\"` windows may hang over"),
        )),
    }
}

fn crate_padding(kind: Padding, input: usize, window: Window) -> Option<usize> {
    padding(kind, input, window).map(|padded| padded.outputs)
}

fn pair(extents: Extents, is_flat: bool, title: &str, at: &Spot, report: &mut Report) -> Checked<[usize; 2]> {
    let size = |extent: i64| usize::try_from(extent).ok().filter(|_| (1..=LARGEST).contains(&extent));
    let sizes = match extents {
        Extents::One(extent) => size(extent).map(|extent| [if is_flat { 1 } else { extent }, extent]),
        Extents::Two(..) if is_flat => {
            return Err(report.push(
                Diagnostic::new(
                    Code::KernelForm,
                    format!("{title} moves over one axis, but {} has two", at.title()),
                )
                .at(at)
                .expected("one number"),
            ));
        }
        Extents::Two(height, width) => size(height).and_then(|height| Some([height, size(width)?])),
    };
    sizes.ok_or_else(|| {
        report.push(
            Diagnostic::new(Code::KernelForm, format!("{} of {title} is out of bounds", at.title()))
                .at(at)
                .expected(format!("1 to {LARGEST}")),
        )
    })
}
