//! Every weight that a format has, at every place of layers with and without an offset: an input of a single one
//! brings the weight itself to light.

use crate::layouts::{Kernel, kernels};
use crate::oracle::Case;

/// The column that an input of a single one selects, weight by weight.
fn column(kernel: &Kernel, case: &Case) -> Vec<i32> {
    let sums = (kernel.sums)(case);
    sums.iter().zip(&case.bias).map(|(sum, bias)| sum.wrapping_sub(*bias)).collect()
}

fn check(kernel: &Kernel, inputs: usize, outputs: usize, first: i32) {
    let (min, max) = kernel.weights;
    let span = max - min + 1;
    let weights: Vec<i32> =
        (first..).take(inputs * outputs).map(|w| min + (w - min).rem_euclid(span)).collect();
    for place in 0..inputs {
        let mut case = Case { x: vec![0; inputs], weights: weights.clone(), bias: vec![-7; outputs] };
        if let Some(x) = case.x.get_mut(place) {
            *x = 1;
        }
        let expected: Vec<_> = weights.chunks(inputs).filter_map(|row| row.get(place).copied()).collect();
        assert_eq!(column(kernel, &case), expected, "{} {inputs}x{outputs}, column {place}", kernel.name);
    }
}

#[test]
fn a_packed_weight_is_the_weight() {
    for kernel in kernels() {
        let (min, max) = kernel.weights;
        for (inputs, outputs) in [(3, 3), (7, 5), (8, 2), (16, 1)] {
            let step = inputs * outputs;
            for first in (min..=max).step_by(step) {
                check(&kernel, inputs, outputs, first);
            }
        }
    }
}

#[test]
fn all_pairs_of_four_bit_weights_multiply_right() {
    for kernel in kernels().iter().filter(|kernel| kernel.weights == (-8, 7)) {
        for pair in 0..256 {
            let weights = vec![pair % 16 - 8, pair / 16 - 8];
            for (a, b) in [(-32768, 32767), (32767, -32768), (-1, 1), (12345, -321), (0, 77)] {
                let case = Case { x: vec![a, b], weights: weights.clone(), bias: vec![pair] };
                assert_eq!((kernel.sums)(&case), case.sums(), "{}: {case:?}", kernel.name);
            }
        }
    }
}
