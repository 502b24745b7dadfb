//! Convolutions and dense layers in real numbers.

use super::Array;
use crate::graph::padding::{Strides, Window, padding};
use crate::tflite::Padding;

/// How windows move over height and width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// How they meet the borders.
    pub padding: Padding,
    /// From one window to the next, in height and width.
    pub stride: [usize; 2],
    /// From one tap to the next.
    pub dilation: [usize; 2],
}

impl Windows {
    /// From the options of an operator; `None` where a stride is negative.
    pub fn of(padding: Padding, strides: Strides) -> Option<Self> {
        let Strides { height, width, dilation_height, dilation_width } = strides;
        let both =
            |[down, across]: [i32; 2]| Some([usize::try_from(down).ok()?, usize::try_from(across).ok()?]);
        let (stride, dilation) = (both([height, width])?, both([dilation_height, dilation_width])?);
        Some(Self { padding, stride, dilation })
    }
}

/// The windows of one axis: where they start, and how far apart their taps are.
#[derive(Debug, Clone, Copy)]
struct Axis {
    input: usize,
    outputs: usize,
    before: usize,
    window: Window,
}

impl Axis {
    fn new(windows: Windows, axis: usize, input: usize, taps: usize, outputs: usize) -> Option<Self> {
        let window = Window { size: taps, stride: windows.stride[axis], dilation: windows.dilation[axis] };
        let padded = padding(windows.padding, input, window)?;
        (padded.outputs == outputs).then_some(Self { input, outputs, before: padded.before, window })
    }

    /// Where a tap of a window lies, if within the input.
    fn at(self, output: usize, tap: usize) -> Option<usize> {
        let at = (output * self.window.stride + tap * self.window.dilation).checked_sub(self.before)?;
        (at < self.input).then_some(at)
    }
}

/// CONV_2D: inputs of batch, height, width, channels; weights of outputs, height, width, channels of a group.
pub fn conv_2d(
    input: &Array<'_>,
    weights: &Array<'_>,
    bias: Option<&Array<'_>>,
    windows: Windows,
    output: &[usize],
) -> Option<Vec<f64>> {
    let (&[batches, height, width, channels], &[filters, tall, wide, depth]) = (input.shape, weights.shape)
    else {
        return None;
    };
    let &[_, rows, columns, _] = output else { return None };
    let groups = channels.checked_div(depth).filter(|&groups| groups > 0 && groups * depth == channels)?;
    let share = filters.checked_div(groups).filter(|&share| share > 0 && share * groups == filters)?;
    let bias = biases(bias, filters)?;
    let (down, across) =
        (Axis::new(windows, 0, height, tall, rows)?, Axis::new(windows, 1, width, wide, columns)?);
    let mut values = Vec::with_capacity(batches * rows * columns * filters);
    for_each_place(batches, down, across, |batch, row, column| {
        let mut filter = 0;
        while filter < filters {
            let mut sum = bias[filter];
            for_each_tap(down, across, (row, column), |y, x, tap| {
                let from = ((batch * height + y) * width + x) * channels + filter / share * depth;
                let weight = (filter * tall * wide + tap) * depth;
                sum = dot(sum, &input.values[from..from + depth], &weights.values[weight..weight + depth]);
            });
            values.push(sum);
            filter += 1;
        }
    });
    Some(values)
}

/// DEPTHWISE_CONV_2D: weights of one, height, width, outputs; so many outputs in a row come from one input channel.
pub fn depthwise(
    input: &Array<'_>,
    weights: &Array<'_>,
    bias: Option<&Array<'_>>,
    windows: Windows,
    output: &[usize],
) -> Option<Vec<f64>> {
    let (&[batches, height, width, channels], &[1, tall, wide, filters]) = (input.shape, weights.shape)
    else {
        return None;
    };
    let &[_, rows, columns, _] = output else { return None };
    let multiplier = filters.checked_div(channels).filter(|&one| one > 0 && one * channels == filters)?;
    let bias = biases(bias, filters)?;
    let (down, across) =
        (Axis::new(windows, 0, height, tall, rows)?, Axis::new(windows, 1, width, wide, columns)?);
    let mut values = Vec::with_capacity(batches * rows * columns * filters);
    for_each_place(batches, down, across, |batch, row, column| {
        let mut sums = bias.clone();
        for_each_tap(down, across, (row, column), |y, x, tap| {
            let from = ((batch * height + y) * width + x) * channels;
            let mut filter = 0;
            while filter < filters {
                sums[filter] +=
                    input.values[from + filter / multiplier] * weights.values[tap * filters + filter];
                filter += 1;
            }
        });
        values.extend_from_slice(&sums);
    });
    Some(values)
}

/// TRANSPOSE_CONV: each input is spread over a window of outputs.
pub fn transpose_conv(
    input: &Array<'_>,
    weights: &Array<'_>,
    bias: Option<&Array<'_>>,
    windows: Windows,
    output: &[usize],
) -> Option<Vec<f64>> {
    let (&[batches, height, width, channels], &[filters, tall, wide, depth]) = (input.shape, weights.shape)
    else {
        return None;
    };
    let &[outer, rows, columns, last] = output else { return None };
    if depth != channels || last != filters || outer != batches {
        return None;
    }
    let bias = biases(bias, filters)?;
    // The convolution that this one undoes goes from the output to the input.
    let (down, across) =
        (Axis::new(windows, 0, rows, tall, height)?, Axis::new(windows, 1, columns, wide, width)?);
    let mut values: Vec<f64> = Vec::with_capacity(batches * rows * columns * filters);
    for _ in 0..batches * rows * columns {
        values.extend_from_slice(&bias);
    }
    for_each_place(batches, down, across, |batch, row, column| {
        let from = ((batch * height + row) * width + column) * channels;
        let pixel = &input.values[from..from + channels];
        for_each_tap(down, across, (row, column), |y, x, tap| {
            let to = ((batch * rows + y) * columns + x) * filters;
            for filter in 0..filters {
                let weight = (filter * tall * wide + tap) * depth;
                values[to + filter] =
                    dot(values[to + filter], pixel, &weights.values[weight..weight + depth]);
            }
        });
    });
    Some(values)
}

/// FULLY_CONNECTED: weights of outputs, inputs; whatever shape the input has, its values come in rows of so many.
pub fn fully_connected(input: &Array<'_>, weights: &Array<'_>, bias: Option<&Array<'_>>) -> Option<Vec<f64>> {
    let &[units, depth] = weights.shape else { return None };
    if depth == 0 || !input.values.len().is_multiple_of(depth) {
        return None;
    }
    let bias = biases(bias, units)?;
    let mut values = Vec::with_capacity(input.values.len() / depth * units);
    for row in input.values.chunks_exact(depth) {
        for (unit, weights) in weights.values.chunks_exact(depth).enumerate() {
            values.push(dot(bias[unit], row, weights));
        }
    }
    Some(values)
}

/// One bias for each output; zeros where there is none.
fn biases(bias: Option<&Array<'_>>, outputs: usize) -> Option<Vec<f64>> {
    match bias {
        Some(bias) => (bias.values.len() == outputs).then(|| bias.values.to_vec()),
        None => Some(vec![0.0; outputs]),
    }
}

/// Goes through all windows, in the order of the output.
fn for_each_place(batches: usize, down: Axis, across: Axis, mut visit: impl FnMut(usize, usize, usize)) {
    for batch in 0..batches {
        for row in 0..down.outputs {
            for column in 0..across.outputs {
                visit(batch, row, column);
            }
        }
    }
}

/// Goes through the taps of a window that lie within the input: their row and column there, and their number in the window.
fn for_each_tap(
    down: Axis,
    across: Axis,
    (row, column): (usize, usize),
    mut visit: impl FnMut(usize, usize, usize),
) {
    for ky in 0..down.window.size {
        let Some(y) = down.at(row, ky) else { continue };
        for kx in 0..across.window.size {
            if let Some(x) = across.at(column, kx) {
                visit(y, x, ky * across.window.size + kx);
            }
        }
    }
}

/// A plain loop: a proc macro runs without optimisation.
fn dot(mut sum: f64, left: &[f64], right: &[f64]) -> f64 {
    let mut at = 0;
    while at < left.len() {
        sum += left[at] * right[at];
        at += 1;
    }
    sum
}
