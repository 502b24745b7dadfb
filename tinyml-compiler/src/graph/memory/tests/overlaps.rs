//! What kernels say of overlaps is true: run with the output over the input, as near as they allow, they give the same bytes; and
//! for convolutions it is no more than is needed.

use tinyml_core::tensor::{Multiplier, Range, Windows};

use super::Random;
use super::graphs::{buffers, step, whole};
use crate::graph::kernels::channels::{Activations, Channels, Form};
use crate::graph::kernels::lead::Image;
use crate::graph::kernels::{Conv2d, DepthwiseConv2d, Kernel, Overlap, Table};
use crate::graph::lower::{BufferKind, Edge, Lowered};
use crate::graph::memory::{Plan, check};
use crate::graph::run::Machine;
use crate::graph::{ElementType, Tensor};

/// Windows over one axis; half of them with a border.
fn windows(numbers: &mut Random) -> Windows {
    let [input, window] = [1 + numbers.below(7), 1 + numbers.below(3)];
    let [stride, dilation] = [1 + numbers.below(2), 1 + numbers.below(2)];
    let reach = (window - 1) * dilation + 1;
    let before = if reach > input || numbers.below(2) == 0 { reach / 2 } else { 0 };
    let output = (input + 2 * before - reach) / stride + 1;
    let [input, output, window, stride, dilation, before] =
        [input, output, window, stride, dilation, before].map(|size| size as u16);
    Windows { input, output, window, stride, dilation, before }
}

fn kernel(numbers: &mut Random) -> (Kernel, Image) {
    let (height, width) = (windows(numbers), windows(numbers));
    let taps = usize::from(height.window * width.window);
    let is_depthwise = numbers.below(2) == 0;
    let inputs = 1 + numbers.below(6);
    let multiplier = 1 + numbers.below(2);
    let outputs = if is_depthwise { inputs * multiplier } else { 1 + numbers.below(6) };
    let image = Image { count: 1, height, width, inputs, outputs, backwards: false };
    let mut values =
        |count: usize| -> Vec<i8> { (0..count).map(|_| numbers.below(256) as u8 as i8).collect() };
    let bias: Vec<i64> = values(outputs).into_iter().map(i64::from).collect();
    let one = Multiplier { multiplier: 1 << 30, left: 0, right: 5 };
    let channels = Channels::new(&bias, &[one], 3, Range { min: -128, max: 127 }, Form::Double);
    let (activations, zero_point) = (Activations::I8, -7);
    let kernel = match is_depthwise {
        true => {
            let weights = values(taps * outputs);
            DepthwiseConv2d { activations, image, multiplier, zero_point, weights, channels }.into()
        }
        false => {
            let weights = values(taps * inputs * outputs);
            Conv2d { activations, image, group: inputs, zero_point, weights, channels }.into()
        }
    };
    (kernel, image)
}

/// x, copied into the working memory, through the kernel, and copied out of it.
fn lowered(kernel: &Kernel, image: Image) -> Lowered {
    let (input, output) = (image.input_size(), image.output_size());
    let mut lowered = buffers(&[input, input, output, output]);
    lowered.buffers[0].kind = BufferKind::Input(0);
    lowered.buffers[3].kind = BufferKind::Output(0);
    step(&mut lowered, &[0], &[1]);
    step(&mut lowered, &[1], &[2]);
    step(&mut lowered, &[2], &[3]);
    let values: Vec<i8> = (-128..=127).collect();
    for (step, kernel) in lowered.steps.iter_mut().zip([None, Some(kernel.clone()), None]) {
        step.kernel = kernel.unwrap_or_else(|| Table { values: values.clone() }.into());
    }
    let edge = |name: &str, count: usize, buffer: usize| Edge {
        tensor: Tensor {
            name: name.to_owned(),
            shape: vec![count],
            element: ElementType::I8,
            quantization: None,
            data: None,
            is_variable: false,
        },
        span: whole(&lowered, buffer),
    };
    let (inputs, outputs) = (vec![edge("x", input, 0)], vec![edge("y", output, 3)]);
    Lowered { inputs, outputs, ..lowered }
}

/// The output with the kernel's input and output at two places.
fn run(lowered: &Lowered, (input, output): (usize, usize), is_sound: bool) -> Vec<Vec<u8>> {
    let offsets = vec![None, Some(input), Some(output), None];
    let sizes = lowered.buffers[1].count.max(lowered.buffers[2].count);
    let plan = Plan { offsets, peak: (input.max(output) + sizes).next_multiple_of(8), is_optimal: false };
    assert_eq!(check(lowered, &plan).is_ok(), is_sound, "{input} {output}");
    let bytes: Vec<u8> = (0..lowered.buffers[0].count).map(|place| (place * 37 + 11) as u8).collect();
    Machine::new(lowered, &plan).infer(&[&bytes]).expect("one input")
}

/// The places of input and output that a kernel just allows, where they meet, and those that are four bytes nearer.
fn places(kernel: &Kernel, image: Image) -> Option<[(usize, usize); 2]> {
    let ahead = |lead: isize| if lead >= 0 { (lead.unsigned_abs(), 0) } else { (0, lead.unsigned_abs()) };
    let up = |bytes: isize| bytes.div_euclid(4) * 4 + if bytes.rem_euclid(4) > 0 { 4 } else { 0 };
    let both = match kernel.describe().overlap(0) {
        Overlap::Lead(lead) => {
            let lead = up(lead as isize);
            (lead < image.output_size() as isize).then(|| [ahead(lead), ahead(lead - 4)])
        }
        Overlap::Trail(trail) => {
            let trail = up(trail);
            let turned = |(output, input)| (input, output);
            (trail < image.input_size() as isize).then(|| [turned(ahead(trail)), turned(ahead(trail - 4))])
        }
        Overlap::Never => None,
    };
    let meet = |(input, output): &(usize, usize)| {
        *input < output + image.output_size() && *output < input + image.input_size()
    };
    both.filter(|places| places.iter().all(meet))
}

#[test]
fn outputs_over_inputs_have_the_same_bytes() {
    let mut numbers = Random(0x51ab_9e37);
    let (mut met, mut needed) = ([0, 0], [0, 0]);
    for case in 0..600 {
        let (kernel, image) = kernel(&mut numbers);
        let turned = kernel.describe().backwards().expect("one image");
        let apart = lowered(&kernel, image);
        let expected = run(&apart, (0, image.input_size().next_multiple_of(4)), true);
        for (direction, kernel) in [kernel, turned].iter().enumerate() {
            let lowered = lowered(kernel, image);
            let far = run(&lowered, (0, image.input_size().next_multiple_of(4)), true);
            assert_eq!(far, expected, "{case}: {kernel:?}");
            let Some([allowed, nearer]) = places(kernel, image) else { continue };
            assert_eq!(run(&lowered, allowed, true), expected, "{case}: {allowed:?} {kernel:?}");
            met[direction] += 1;
            needed[direction] += usize::from(run(&lowered, nearer, false) != expected);
        }
    }
    assert!(met.iter().all(|met| *met > 200), "{met:?}");
    assert!(needed.iter().zip(met).all(|(needed, met)| needed * 2 > met), "{needed:?} of {met:?}");
}
