//! Hidden layers and bare sums of every storage format, against the definition.

use tinyml_core::Epilogue;

use crate::layouts::{Kernel, kernels};
use crate::oracle::{self, Case};
use crate::random::Random;

/// Every small shape, and some that fill the inner loops several times over.
fn shapes() -> impl Iterator<Item = (usize, usize)> {
    let small = (1..=33).flat_map(|inputs| (1..=9).map(move |outputs| (inputs, outputs)));
    small.chain([
        (64, 64),
        (65, 3),
        (127, 2),
        (128, 10),
        (255, 5),
        (300, 17),
        (1, 300),
        (2, 257),
        (3, 64),
        (254, 3),
        (256, 2),
        (506, 1),
        (507, 2),
    ])
}

/// A random case, one at each end of every range, and one with nothing in it.
fn cases(random: &mut Random, inputs: usize, outputs: usize, (min, max): (i32, i32)) -> Vec<Case> {
    let count = inputs * outputs;
    let random_case = Case {
        x: random.values(inputs, -32768, 32767),
        weights: random.values(count, min, max),
        bias: random.values(outputs, i32::MIN, i32::MAX),
    };
    let small = Case {
        x: random.values(inputs, -100, 100),
        weights: random.values(count, min, max),
        bias: random.values(outputs, -1000, 1000),
    };
    let flat = |x, weight, bias| Case {
        x: vec![x; inputs],
        weights: vec![weight; count],
        bias: vec![bias; outputs],
    };
    let ends = [flat(-32768, min, i32::MAX), flat(32767, min, i32::MIN), flat(-32768, max, 0), flat(0, 0, 0)];
    [random_case, small].into_iter().chain(ends).collect()
}

fn for_every_case(mut test: impl FnMut(&Kernel, &Case, &mut Random)) {
    let mut random = Random::new(1);
    for kernel in kernels() {
        for (inputs, outputs) in shapes() {
            for case in cases(&mut random, inputs, outputs, kernel.weights) {
                test(&kernel, &case, &mut random);
            }
        }
    }
}

#[test]
fn sums_are_those_of_the_definition() {
    for_every_case(|kernel, case, _| {
        let sums = (kernel.sums)(case);
        assert_eq!(sums, case.sums(), "{} on {} inputs: {case:?}", kernel.name, case.inputs());
    });
}

#[test]
fn hidden_layers_are_those_of_the_definition() {
    for_every_case(|kernel, case, random| {
        let shift = case.least_shift() + random.within(0, 2).unsigned_abs();
        let slope = i16::try_from(random.within(0, 32767)).unwrap_or(0);
        for epilogue in
            [Epilogue::Linear { shift }, Epilogue::Relu { shift }, Epilogue::LeakyRelu { shift, slope }]
        {
            let expected: Vec<_> =
                case.sums().into_iter().map(|acc| oracle::epilogue(epilogue, acc)).collect();
            let values: Vec<_> = (kernel.hidden)(case, epilogue).into_iter().map(i128::from).collect();
            assert_eq!(values, expected, "{} by {epilogue:?}: {case:?}", kernel.name);
        }
    });
}

#[test]
fn activations_survive_their_layout() {
    use crate::layouts::stored::{offset, pairs};
    let mut random = Random::new(2);
    for count in 0..70 {
        let values = random.values(count, -32768, 32767);
        assert_eq!(offset::load(&offset::store(&values), count), values);
        assert_eq!(pairs::load(&pairs::store(&values), count), values);
    }
}
