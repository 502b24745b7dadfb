//! What kernels say of overlaps is true: run with the output over the input, as near as they allow, they give the same bytes; and
//! for convolutions it is no more than is needed.

use tinyml_core::tensor::{Multiplier, Range, Windows};

use super::Random;
use super::graphs::{buffers, step, whole};
use crate::graph::kernels::channels::{Activations, Channels, Form};
use crate::graph::kernels::lead::Image;
use crate::graph::kernels::{Conv2d, DepthwiseConv2d, Kernel, Overlap, Table};
use crate::graph::lower::{BufferKind, Edge, Lowered};
use crate::graph::memory::{Plan, Scope, arranged, check, plan, plan_under};
use crate::graph::run::Machine;
use crate::graph::{ElementType, Tensor};

/// Windows over one axis of so many elements; half of them with a border.
fn windows(numbers: &mut Random, input: usize) -> Windows {
    let window = 1 + numbers.below(3);
    let [stride, dilation] = [1 + numbers.below(2), 1 + numbers.below(2)];
    let reach = (window - 1) * dilation + 1;
    let before = if reach > input || numbers.below(2) == 0 { reach / 2 } else { 0 };
    let output = (input + 2 * before - reach) / stride + 1;
    let [input, output, window, stride, dilation, before] =
        [input, output, window, stride, dilation, before].map(|size| size as u16);
    Windows { input, output, window, stride, dilation, before }
}

/// A convolution over an image of so many rows, columns and channels.
fn kernel(numbers: &mut Random, [rows, columns, inputs]: [usize; 3]) -> (Kernel, Image) {
    let (height, width) = (windows(numbers, rows), windows(numbers, columns));
    let taps = usize::from(height.window * width.window);
    let is_depthwise = numbers.below(2) == 0;
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

/// x, copied into the working memory, through kernels, and copied out of it.
fn lowered(kernels: &[(Kernel, Image)]) -> Lowered {
    let first = kernels[0].1.input_size();
    let sizes = kernels.iter().map(|(_, image)| image.output_size());
    let mut counts: Vec<usize> = [first, first].into_iter().chain(sizes).collect();
    let last = counts[counts.len() - 1];
    counts.push(last);
    let mut lowered = buffers(&counts);
    let end = counts.len() - 1;
    lowered.buffers[0].kind = BufferKind::Input(0);
    lowered.buffers[end].kind = BufferKind::Output(0);
    (0..end).for_each(|from| step(&mut lowered, &[from], &[from + 1]));
    lowered.steps.iter_mut().for_each(|step| step.kernel = Table::I8((-128..=127).collect()).into());
    for (step, (kernel, _)) in lowered.steps[1..].iter_mut().zip(kernels) {
        step.kernel = kernel.clone();
    }
    let edge = |name: &str, buffer: usize| Edge {
        tensor: Tensor {
            name: name.to_owned(),
            shape: vec![counts[buffer]],
            element: ElementType::I8,
            quantization: None,
            data: None,
            is_variable: false,
        },
        span: whole(&lowered, buffer),
    };
    let (inputs, outputs) = (vec![edge("x", 0)], vec![edge("y", end)]);
    Lowered { inputs, outputs, ..lowered }
}

fn infer(lowered: &Lowered, plan: &Plan) -> Vec<Vec<u8>> {
    let bytes: Vec<u8> = (0..lowered.buffers[0].count).map(|place| (place * 37 + 11) as u8).collect();
    Machine::new(lowered, plan).infer(&[&bytes]).expect("one input")
}

/// The output with the kernel's input and output at two places.
fn run(lowered: &Lowered, (input, output): (usize, usize), is_sound: bool) -> Vec<Vec<u8>> {
    let offsets = vec![None, Some(input), Some(output), None];
    let sizes = lowered.buffers[1].count.max(lowered.buffers[2].count);
    let plan = Plan { offsets, peak: (input.max(output) + sizes).next_multiple_of(8), is_optimal: false };
    assert_eq!(check(lowered, &plan).is_ok(), is_sound, "{input} {output}");
    infer(lowered, &plan)
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
        let shape = [1 + numbers.below(7), 1 + numbers.below(7), 1 + numbers.below(6)];
        let (kernel, image) = kernel(&mut numbers, shape);
        let turned = kernel.describe().backwards().expect("one image");
        let apart = lowered(&[(kernel.clone(), image)]);
        let expected = run(&apart, (0, image.input_size().next_multiple_of(4)), true);
        for (direction, kernel) in [kernel, turned].iter().enumerate() {
            let lowered = lowered(&[(kernel.clone(), image)]);
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

#[test]
fn chains_in_planned_memory_have_the_same_bytes() {
    let mut numbers = Random(0x2545_f491);
    let (mut lower, mut back) = (0, 0);
    for case in 0..100 {
        let mut shape = [3 + numbers.below(7), 3 + numbers.below(7), 1 + numbers.below(6)];
        let mut kernels = Vec::new();
        for _ in 0..6 {
            let (kernel, image) = kernel(&mut numbers, shape);
            shape = [image.height.output.into(), image.width.output.into(), image.outputs];
            kernels.push((kernel, image));
        }
        let before = lowered(&kernels);
        let apart = plan_under(&before, Scope { overlaps: false, ..Scope::default() });
        let expected = infer(&before, &apart);
        let forwards = plan(&before);
        assert_eq!(infer(&before, &forwards), expected, "{case}");
        let (after, both) = arranged(before);
        assert_eq!(check(&after, &both), Ok(()));
        assert_eq!(infer(&after, &both), expected, "{case}");
        assert!(both.peak <= forwards.peak && forwards.peak <= apart.peak, "{case}");
        lower += usize::from(forwards.peak < apart.peak);
        back += usize::from(both.peak < forwards.peak);
    }
    assert!(lower > 50 && back > 5, "{lower} lower, {back} of them by going backwards");
}
