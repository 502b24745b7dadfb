//! What an operator means, in real numbers: a result is the nearest integer, or the next one where it is rounded twice.

use tinyml_core::tensor::Range;

use super::{indices, run, tensor};
use crate::graph::ElementType::{self, I8, I16};
use crate::graph::Tensor;
use crate::graph::operators::{Add, ArgMax, Mean, Mul, Operator, Softmax, Sub, Sum, SumOptions};
use crate::graph::scale::type_range;
use crate::tflite::Fused;

/// What a pair of values gives.
type Definition = fn(f64, f64) -> f64;

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((word ^ (word >> 31)) >> 8) as usize % bound
    }

    /// A tensor of any scale, and values for it.
    fn tensor(&mut self, element: ElementType, shape: &[usize]) -> (Tensor, Vec<i32>) {
        let scale = 0.001 * (1 + self.below(400)) as f32 / if element == I16 { 100.0 } else { 1.0 };
        let zero_point = if element == I16 { 0 } else { self.below(256) as i64 - 128 };
        let Range { min, max } = type_range(element).expect("a type that is computed with");
        let count: usize = shape.iter().product();
        let values = (0..count).map(|_| min + self.below((max - min) as usize + 1) as i32).collect();
        (tensor(element, shape, scale, zero_point), values)
    }
}

fn real(tensor: &Tensor, value: i32) -> f64 {
    let (scale, zero_point) = tensor.scale().expect("one scale");
    f64::from(scale) * (f64::from(value) - zero_point as f64)
}

/// Whether an integer is the one for a real number, up to `slack` beyond a half.
fn assert_near(output: &Tensor, found: i32, expected: f64, slack: f64, what: &str) {
    let (scale, zero_point) = output.scale().expect("one scale");
    let Range { min, max } = type_range(output.element).expect("a type that is computed with");
    let exact = (expected / f64::from(scale) + zero_point as f64).clamp(min.into(), max.into());
    assert!((f64::from(found) - exact).abs() <= 0.5 + slack, "{what}: {found}, not {exact}");
}

/// The element of an operand that belongs to a place of the output.
fn source(place: usize, output: &[usize], operand: &[usize]) -> usize {
    let (mut rest, mut at, mut step) = (place, 0, 1);
    for (axis, &size) in output.iter().enumerate().rev() {
        let index = rest % size;
        rest /= size;
        if let Some(own) = (axis + operand.len()).checked_sub(output.len()).map(|axis| operand[axis]) {
            at += if own == 1 { 0 } else { index * step };
            step *= own;
        }
    }
    at
}

#[test]
fn two_operands_of_any_shapes() {
    let mut seeded = Seeded(1);
    let options = SumOptions { fused: Fused::None, by_shifts: false };
    for round in 0..600 {
        let element = if round % 3 == 0 { I16 } else { I8 };
        let shape: Vec<usize> = (0..seeded.below(6)).map(|_| 1 + seeded.below(3)).collect();
        let mut side = || -> Vec<usize> {
            let all: Vec<usize> = shape.iter().map(|&n| if seeded.below(3) == 0 { 1 } else { n }).collect();
            all[if seeded.below(4) == 0 { seeded.below(all.len() + 1) } else { 0 }..].to_vec()
        };
        let (left, right) = (side(), side());
        let extent = |shape: &[usize], axis: usize, rank: usize| {
            (axis + shape.len()).checked_sub(rank).map_or(1, |axis| shape[axis])
        };
        let rank = left.len().max(right.len());
        let shape: Vec<usize> =
            (0..rank).map(|axis| extent(&left, axis, rank).max(extent(&right, axis, rank))).collect();
        let ((a, x), (b, y)) = (seeded.tensor(element, &left), seeded.tensor(element, &right));
        let (output, _) = seeded.tensor(element, &shape);
        let all: [(Operator, Definition); 3] = [
            (Operator::Add(Add(options)), |a, b| a + b),
            (Operator::Sub(Sub(options)), |a, b| a - b),
            (Operator::Mul(Mul { fused: Fused::None }), |a, b| a * b),
        ];
        for (operator, definition) in all {
            let what = format!("{} {left:?} {right:?}", operator.name());
            let found = run(operator, vec![a.clone(), b.clone()], output.clone(), &[x.clone(), y.clone()]);
            for (place, &found) in found.iter().enumerate() {
                let (i, j) = (source(place, &shape, &left), source(place, &shape, &right));
                assert_near(&output, found, definition(real(&a, x[i]), real(&b, y[j])), 0.3, &what);
            }
        }
    }
}

#[test]
fn sums_and_means_over_any_axes() {
    let mut seeded = Seeded(2);
    for round in 0..300 {
        let element = if round % 3 == 0 { I16 } else { I8 };
        let shape: Vec<usize> = (0..1 + seeded.below(5)).map(|_| 1 + seeded.below(4)).collect();
        let gone: Vec<bool> = shape.iter().map(|_| seeded.below(2) == 0).collect();
        let axes: Vec<i32> = (0..shape.len()).filter(|&axis| gone[axis]).map(|axis| axis as i32).collect();
        let kept: Vec<usize> = shape.iter().zip(&gone).map(|(&n, &gone)| if gone { 1 } else { n }).collect();
        let ((input, values), (output, _)) = (seeded.tensor(element, &shape), seeded.tensor(element, &kept));
        let mut sums = vec![0.0; output.count()];
        for (place, &value) in values.iter().enumerate() {
            sums[source(place, &shape, &kept)] += real(&input, value);
        }
        let each = (values.len() / sums.len()) as f64;
        for (operator, each) in [(Operator::Sum(Sum), 1.0), (Operator::Mean(Mean), each)] {
            let what = format!("{} {shape:?} {axes:?}", operator.name());
            let inputs = vec![input.clone(), indices(&axes)];
            let found = run(operator, inputs, output.clone(), core::slice::from_ref(&values));
            for (&found, &sum) in found.iter().zip(&sums) {
                assert_near(&output, found, sum / each, 0.3, &what);
            }
        }
    }
}

#[test]
fn softmax_of_any_types() {
    let mut seeded = Seeded(3);
    let output = |element, shape: &[usize]| match element {
        I16 => tensor(I16, shape, 1.0 / 32_768.0, 0),
        _ => tensor(I8, shape, 1.0 / 256.0, -128),
    };
    for round in 0..300 {
        let element = if round % 3 == 0 { I16 } else { I8 };
        let shape = [1 + seeded.below(3), 1 + seeded.below(40)];
        let (mut input, values) = seeded.tensor(element, &shape);
        input.quantization.as_mut().expect("a scale").scales[0] /= 4.0;
        let output = output(element, &shape);
        let found = run(
            Operator::Softmax(Softmax { beta: 1.0 }),
            vec![input.clone()],
            output.clone(),
            core::slice::from_ref(&values),
        );
        for (row, found) in values.chunks(shape[1]).zip(found.chunks(shape[1])) {
            let powers: Vec<f64> = row.iter().map(|&value| libm::exp(real(&input, value - row[0]))).collect();
            let total: f64 = powers.iter().sum();
            // What is ten units below the greatest counts as that, of up to forty.
            let slack = if element == I16 { 64.0 } else { 0.1 };
            for (&found, power) in found.iter().zip(powers) {
                assert_near(&output, found, power / total, slack, "SOFTMAX");
            }
        }
    }
}

#[test]
fn the_first_of_the_greatest() {
    let input = tensor(I8, &[2, 3, 2], 1.0, 0);
    let output = Tensor { quantization: None, ..tensor(ElementType::I64, &[2, 2], 1.0, 0) };
    let values = vec![1, 9, 5, 9, 5, -3, -128, 0, -128, 1, -127, 2];
    let found = run(Operator::ArgMax(ArgMax), vec![input, indices(&[-2])], output, &[values]);
    assert_eq!(found, [1, 0, 2, 2]);
}
