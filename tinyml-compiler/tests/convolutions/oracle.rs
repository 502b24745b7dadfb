//! What the operators give, from TFLite's definitions: loops over all taps, in 128 bits, with no thought of speed.

use tinyml_compiler::graph::operators::Operator;
use tinyml_compiler::graph::padding::Strides;
use tinyml_compiler::graph::{ElementType, Tensor};
use tinyml_compiler::options::Reference;
use tinyml_compiler::tflite::{Fused, Padding};

use crate::cases::Case;
use crate::rounding::{once, twice, wide};

/// All elements of the output.
pub(crate) fn outputs(case: &Case, reference: Reference) -> Vec<i64> {
    match &case.graph.nodes[0].operator {
        Operator::Conv2d(of) => {
            of_channels(case, 1, of.fused, Rounds::ByBias, |at| conv(case, of.padding, of.strides, at))
        }
        Operator::DepthwiseConv2d(of) => {
            of_channels(case, 1, of.fused, Rounds::Long, |at| depthwise(case, of.padding, of.strides, at))
        }
        Operator::FullyConnected(of) => {
            of_channels(case, 1, of.fused, Rounds::Dense(reference), |at| dense(case, at))
        }
        Operator::TransposeConv(of) => {
            of_channels(case, 3, of.fused, Rounds::Long, |at| transposed(case, of.padding, of.strides, at))
        }
        Operator::AveragePool2d(of) => {
            pool(case, of.0.padding, of.0.strides, of.0.window, of.0.fused, average)
        }
        Operator::MaxPool2d(of) => pool(case, of.0.padding, of.0.strides, of.0.window, of.0.fused, |seen| {
            *seen.iter().max().expect("a tap")
        }),
        Operator::BatchMatmul(of) => product(case, of.transposes_left, of.transposes_right),
        other => panic!("no oracle for {}", other.name()),
    }
}

/// How sums are rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rounds {
    ByBias,
    Long,
    Dense(Reference),
}

/// Coordinates of an element of the output: image, row, column, channel; of a dense layer only the first and the last.
type At = [usize; 4];

fn of_channels(
    case: &Case,
    first: usize,
    fused: Fused,
    rounds: Rounds,
    sum: impl Fn(At) -> i128,
) -> Vec<i64> {
    let inputs = &case.graph.nodes[0].inputs;
    let bias = inputs.get(if first == 3 { 3 } else { 2 }).copied().flatten().map(|id| case.graph.tensor(id));
    let (input, weights) = (case.tensor(if first == 3 { 2 } else { 0 }), case.tensor(1));
    let (input_scale, _) = input.scale().expect("a scale");
    let (output_scale, zero_point) = case.output().scale().expect("a scale");
    let scales = &weights.quantization.as_ref().expect("scales").scales;
    let (low, high) = clamp(case.output(), fused);
    let element = |at: At| {
        let channel = at[3];
        let scale = if scales.len() == 1 { scales[0] } else { scales[channel] };
        let in_single = f64::from(input_scale * scale) / f64::from(output_scale);
        let in_double = f64::from(input_scale) * f64::from(scale) / f64::from(output_scale);
        let bias_value = bias
            .map_or(0, |bias| i128::from(bias.data.as_ref().expect("values").integer(channel).expect("one")));
        let sum = sum(at) + bias_value;
        let is_short = bias.is_some_and(|bias| bias.element == ElementType::I32) && rounds != Rounds::Long;
        let is_wide = input.element == ElementType::I16 && !is_short;
        let factor = if matches!(rounds, Rounds::Dense(Reference::Classic)) && scales.len() == 1 {
            in_single
        } else {
            in_double
        };
        let rounded = match rounds {
            Rounds::Dense(Reference::Litert) => once(sum, factor),
            _ if is_wide => wide(sum, factor),
            _ => twice(sum, factor),
        };
        (rounded + i128::from(zero_point)).clamp(low, high) as i64
    };
    everywhere(case.output()).into_iter().map(element).collect()
}

fn everywhere(output: &Tensor) -> Vec<At> {
    let [count, height, width, channels] = match output.shape[..] {
        [count, height, width, channels] => [count, height, width, channels],
        [rows, channels] => [rows, 1, 1, channels],
        _ => panic!("no image"),
    };
    let mut all = Vec::new();
    for image in 0..count {
        for y in 0..height {
            for x in 0..width {
                all.extend((0..channels).map(|channel| [image, y, x, channel]));
            }
        }
    }
    all
}

/// The range of a fused activation, by TFLite's `CalculateActivationRangeQuantized`.
fn clamp(output: &Tensor, fused: Fused) -> (i128, i128) {
    let (low, high) = if output.element == ElementType::I8 { (-128, 127) } else { (-32_768, 32_767) };
    let (scale, zero_point) = output.scale().expect("a scale");
    let of = |real: f32| i128::from(zero_point) + (real / scale).round() as i128;
    match fused {
        Fused::None => (low, high),
        Fused::Relu => (low.max(of(0.0)), high),
        Fused::Relu6 => (low.max(of(0.0)), high.min(of(6.0))),
        Fused::ReluN1To1 => (low.max(of(-1.0)), high.min(of(1.0))),
    }
}

/// How far the first window starts before the input.
fn before(padding: Padding, input: usize, output: usize, size: usize, stride: i32, dilation: i32) -> i64 {
    match padding {
        Padding::Valid => 0,
        Padding::Same => {
            let covered =
                (output as i64 - 1) * i64::from(stride) + (size as i64 - 1) * i64::from(dilation) + 1;
            (covered - input as i64).max(0) / 2
        }
    }
}

/// An element of an image less the zero point; `None` outside.
fn seen(tensor: &Tensor, values: &[i64], image: usize, place: [i64; 2], channel: usize) -> Option<i128> {
    let [_, height, width, channels] = tensor.shape[..] else { panic!("no image") };
    let [y, x] = place;
    let is_within = (0..height as i64).contains(&y) && (0..width as i64).contains(&x);
    let index = ((image as i64 * height as i64 + y) * width as i64 + x) * channels as i64 + channel as i64;
    let (_, zero_point) = tensor.scale().expect("a scale");
    is_within.then(|| i128::from(values[index as usize] - zero_point))
}

fn weight(tensor: &Tensor, place: [usize; 4]) -> i128 {
    let index = place.iter().zip(&tensor.shape).fold(0, |index, (&at, &extent)| index * extent + at);
    tensor.data.as_ref().expect("values").integer(index).expect("a weight").into()
}

/// Where a tap of a window lies, along both axes.
struct Walk<'c> {
    input: &'c Tensor,
    strides: Strides,
    before: [i64; 2],
}

impl<'c> Walk<'c> {
    fn new(case: &'c Case, padding: Padding, strides: Strides, size: [usize; 2]) -> Self {
        let (input, output) = (case.tensor(0), &case.output().shape);
        let tall =
            before(padding, input.shape[1], output[1], size[0], strides.height, strides.dilation_height);
        let wide = before(padding, input.shape[2], output[2], size[1], strides.width, strides.dilation_width);
        Self { input, strides, before: [tall, wide] }
    }

    fn place(&self, [_, y, x, _]: At, tap: [usize; 2]) -> [i64; 2] {
        let Strides { height, width, dilation_height, dilation_width } = self.strides;
        let row = y as i64 * i64::from(height) + tap[0] as i64 * i64::from(dilation_height) - self.before[0];
        let column = x as i64 * i64::from(width) + tap[1] as i64 * i64::from(dilation_width) - self.before[1];
        [row, column]
    }
}

fn conv(case: &Case, padding: Padding, strides: Strides, at: At) -> i128 {
    let weights = case.tensor(1);
    let [outputs, height, width, group] = weights.shape[..] else { panic!("no filter") };
    let walk = Walk::new(case, padding, strides, [height, width]);
    let groups = walk.input.shape[3] / group;
    let first = at[3] / (outputs / groups) * group;
    let mut sum = 0;
    for y in 0..height {
        for x in 0..width {
            for channel in 0..group {
                let value = seen(walk.input, &case.inputs[0], at[0], walk.place(at, [y, x]), first + channel);
                sum += value.unwrap_or(0) * weight(weights, [at[3], y, x, channel]);
            }
        }
    }
    sum
}

fn depthwise(case: &Case, padding: Padding, strides: Strides, at: At) -> i128 {
    let weights = case.tensor(1);
    let [_, height, width, outputs] = weights.shape[..] else { panic!("no filter") };
    let walk = Walk::new(case, padding, strides, [height, width]);
    let channel = at[3] / (outputs / walk.input.shape[3]);
    let mut sum = 0;
    for y in 0..height {
        for x in 0..width {
            let value = seen(walk.input, &case.inputs[0], at[0], walk.place(at, [y, x]), channel);
            sum += value.unwrap_or(0) * weight(weights, [0, y, x, at[3]]);
        }
    }
    sum
}

fn dense(case: &Case, at: At) -> i128 {
    let (input, weights) = (case.tensor(0), case.tensor(1));
    let (_, zero_point) = input.scale().expect("a scale");
    let inputs = weights.shape[1];
    let product = |index: usize| {
        let value = i128::from(case.inputs[0][at[0] * inputs + index] - zero_point);
        value
            * i128::from(
                weights.data.as_ref().expect("values").integer(at[3] * inputs + index).expect("a weight"),
            )
    };
    (0..inputs).map(product).sum()
}

/// As the reference has it, from the input: each element is painted onto the output, and one element of that is looked at.
fn transposed(case: &Case, padding: Padding, [tall, wide]: [i32; 2], at: At) -> i128 {
    let (input, weights, output) = (case.tensor(2), case.tensor(1), case.output());
    let [_, height, width, inputs] = weights.shape[..] else { panic!("no filter") };
    let [_, rows, columns, _] = input.shape[..] else { panic!("no image") };
    let above = before(padding, output.shape[1], output.shape[1].div_ceil(tall as usize), height, tall, 1);
    let left = before(padding, output.shape[2], output.shape[2].div_ceil(wide as usize), width, wide, 1);
    let mut sum = 0;
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let to = [
                row as i64 * i64::from(tall) - above + y as i64,
                column as i64 * i64::from(wide) - left + x as i64,
            ];
            if to == [at[1] as i64, at[2] as i64] {
                for channel in 0..inputs {
                    let value = seen(input, &case.inputs[0], at[0], [row as i64, column as i64], channel);
                    sum += value.expect("within") * weight(weights, [at[3], y, x, channel]);
                }
            }
        }
    }
    sum
}

fn pool(
    case: &Case,
    padding: Padding,
    strides: Strides,
    window: [i32; 2],
    fused: Fused,
    pooled: impl Fn(&[i128]) -> i128,
) -> Vec<i64> {
    let size = window.map(|taps| taps as usize);
    let walk = Walk::new(case, padding, strides, size);
    let (low, high) = clamp(case.output(), fused);
    let (_, zero_point) = walk.input.scale().expect("a scale");
    let element = |at: At| {
        let taps = (0..size[0]).flat_map(|y| (0..size[1]).map(move |x| [y, x]));
        let within: Vec<i128> = taps
            .filter_map(|tap| seen(walk.input, &case.inputs[0], at[0], walk.place(at, tap), at[3]))
            .map(|value| value + i128::from(zero_point))
            .collect();
        pooled(&within).clamp(low, high) as i64
    };
    everywhere(case.output()).into_iter().map(element).collect()
}

fn average(seen: &[i128]) -> i128 {
    let (sum, count) = (seen.iter().sum::<i128>(), seen.len() as i128);
    let half = count / 2;
    if sum > 0 { (sum + half) / count } else { (sum - half) / count }
}

fn product(case: &Case, transposes_left: bool, transposes_right: bool) -> Vec<i64> {
    let (left, right, output) = (case.tensor(0), case.tensor(1), case.output());
    let rank = output.shape.len();
    let (rows, columns) = (output.shape[rank - 2], output.shape[rank - 1]);
    let depth = left.shape[if transposes_left { rank - 2 } else { rank - 1 }];
    let [(one, left_zero), (two, right_zero), (three, zero_point)] =
        [left, right, output].map(|of| of.scale().expect("a scale"));
    let factor = f64::from(one * two) / f64::from(three);
    let batches: usize = output.shape[..rank - 2].iter().product();
    let matrix = |of: &Tensor, batch: usize| {
        let (mut index, mut stride, mut left_over) = (0, of.shape[rank - 2] * of.shape[rank - 1], batch);
        for axis in (0..rank - 2).rev() {
            let at = left_over % output.shape[axis];
            left_over /= output.shape[axis];
            index += if of.shape[axis] == 1 { 0 } else { at * stride };
            stride *= of.shape[axis];
        }
        index
    };
    let mut all = Vec::new();
    for batch in 0..batches {
        let (from, by) = (matrix(left, batch), matrix(right, batch));
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            let term = |index: usize| {
                let left_at = from + if transposes_left { index * rows + row } else { row * depth + index };
                let right_at =
                    by + if transposes_right { column * depth + index } else { index * columns + column };
                i128::from(case.inputs[0][left_at] - left_zero)
                    * i128::from(case.inputs[1][right_at] - right_zero)
            };
            let sum = (0..depth).map(term).sum();
            let rounded =
                if left.element == ElementType::I16 { wide(sum, factor) } else { twice(sum, factor) };
            let (low, high) = clamp(output, Fused::None);
            all.push((rounded + i128::from(zero_point)).clamp(low, high) as i64);
        }
    }
    all
}
