//! RESIZE_BILINEAR over its own input, at the lead that it states and without.

use tinyml_compiler::graph::kernels::{Describe, Overlap, ResizeBilinear};
use tinyml_compiler::graph::run::Io;
use tinyml_core::tensor::{Line, Memory};

use crate::random::Random;

fn line(random: &mut Random) -> Line {
    let (input, output) = (random.integer(1, 6) as i32, random.integer(1, 6) as i32);
    let scale = (1024 * input + output / 2) / output;
    let offset = if random.size(0, 1) == 0 { 0 } else { scale / 2 - 512 };
    Line { input: input as u16, output: output as u16, scale, offset }
}

/// The output where the input begins `lead` bytes behind it.
fn resized(kernel: &ResizeBilinear, values: &[i8], outputs: usize, lead: usize) -> Vec<i8> {
    let mut words = [0_u64; 64];
    let memory = Memory::of(&mut words);
    let input = memory.view_mut::<i8>(lead, values.len());
    values.iter().enumerate().for_each(|(place, &value)| input.set(place, value.into()));
    kernel.run(&Io { inputs: vec![(memory, lead, values.len())], outputs: vec![(memory, 0, outputs)] });
    (0..outputs).map(|place| memory.view::<i8>(0, outputs).get(place) as i8).collect()
}

#[test]
fn an_image_is_resized_over_itself() {
    let mut random = Random::new(31);
    let mut tight = 0;
    for _ in 0..500 {
        let (height, width, channels) = (line(&mut random), line(&mut random), random.size(1, 3));
        let kernel = ResizeBilinear { count: 1, height, width, channels };
        let size = |rows: u16, columns: u16| usize::from(rows) * usize::from(columns) * channels;
        let (inputs, outputs) = (size(height.input, width.input), size(height.output, width.output));
        let values: Vec<i8> = (0..inputs).map(|_| random.integer(-128, 127) as i8).collect();
        let apart = resized(&kernel, &values, outputs, outputs);
        let Overlap::Lead(lead) = kernel.overlap(0) else { panic!("one image goes forward") };
        assert_eq!(resized(&kernel, &values, outputs, lead), apart, "{kernel:?}, lead {lead}");
        tight += usize::from(lead > 0 && resized(&kernel, &values, outputs, lead - 1) != apart);
    }
    assert!(tight > 100, "only {tight} leads were needed");
}
