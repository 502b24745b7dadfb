//! The kernels as the compiler calls them, with shapes that are known at run time only.

use tinyml_core::Epilogue;
use tinyml_core::layout::offset::{self, bytes, halves, nibbles};
use tinyml_core::slices::{self, Weights};

use crate::layouts::{thinned, with_table};
use crate::oracle::{self, Case};
use crate::random::Random;

fn check(case: &Case, weights: Weights<'_>) -> Vec<i32> {
    let mut acc = case.bias.clone();
    slices::sums(&case.x, weights, &mut acc);
    assert_eq!(acc, case.sums(), "{case:?}");
    let epilogue = Epilogue::Relu { shift: case.least_shift() };
    let mut out = vec![0; case.outputs()];
    slices::hidden(&case.x, weights, &case.bias, epilogue, &mut out);
    let expected: Vec<_> = case.sums().into_iter().map(|acc| oracle::epilogue(epilogue, acc)).collect();
    assert_eq!(out.iter().copied().map(i128::from).collect::<Vec<_>>(), expected, "{case:?}");
    out
}

fn case(random: &mut Random, inputs: usize, outputs: usize, min: i32, max: i32) -> Case {
    Case {
        x: random.values(inputs, -32768, 32767),
        weights: random.values(inputs * outputs, min, max),
        bias: random.values(outputs, -1_000_000, 1_000_000),
    }
}

#[test]
fn every_format_is_the_definition() {
    let mut random = Random::new(5);
    for (inputs, outputs) in (1..=20).flat_map(|inputs| (1..=6).map(move |outputs| (inputs, outputs))) {
        let eight = case(&mut random, inputs, outputs, -128, 127);
        let mut packed = vec![0; bytes::len(inputs, outputs)];
        bytes::pack(&eight.bytes(1), inputs, outputs, &mut packed);
        check(&eight, Weights::I8(&packed));

        let sixteen = case(&mut random, inputs, outputs, -32768, 32767);
        let mut packed = vec![0; halves::len(inputs, outputs)];
        halves::pack(&sixteen.bytes(2), inputs, outputs, &mut packed);
        check(&sixteen, Weights::I16(&packed));

        let four = case(&mut random, inputs, outputs, -8, 7);
        let mut packed = vec![0; nibbles::len(inputs, outputs)];
        nibbles::pack(&four.bytes(1), inputs, outputs, &mut packed);
        check(&four, Weights::I4(&packed));

        let few = case(&mut random, inputs, outputs, -2, 1);
        with_table(&few, &[1, -2, 0, -1], offset::codebook::pack::<4>, |codes| {
            check(&few, Weights::Codebook2(codes))
        });
        with_table(&few, &[9, 1, -2, 5, 0, -1, 7, 3], offset::codebook::pack::<8>, |codes| {
            check(&few, Weights::Codebook3(codes))
        });
        let table: [i8; 16] = std::array::from_fn(|index| (100 - 13 * index as i32) as i8);
        let mut wild = case(&mut random, inputs, outputs, 0, 15);
        wild.weights.iter_mut().for_each(|weight| *weight = 100 - 13 * *weight);
        with_table(&wild, &table, offset::codebook::pack::<16>, |codes| {
            check(&wild, Weights::Codebook4(codes))
        });

        let mut thin = case(&mut random, inputs, outputs, -128, 127);
        thin.weights.iter_mut().filter(|weight| **weight % 4 != 0).for_each(|weight| *weight = 0);
        thinned(&thin, |entries| check(&thin, Weights::Sparse(entries)));
    }
}
