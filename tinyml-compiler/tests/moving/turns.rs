//! TRANSPOSE, PAD and PADV2.

use tinyml_compiler::graph::ElementType;
use tinyml_compiler::graph::operators::{Operator, Pad, PadV2, Transpose};

use crate::random::Random;
use crate::single::{given, list, lowered, run, value};
use crate::{indices, place};

const ELEMENTS: [ElementType; 3] = [ElementType::I8, ElementType::I16, ElementType::F32];

#[test]
fn transposed_at_random() {
    let mut random = Random::new(1);
    for round in 0..300 {
        let element = ELEMENTS[round % 3];
        let shape: Vec<usize> = (0..random.size(1, 5)).map(|_| random.size(1, 4)).collect();
        let mut order: Vec<usize> = (0..shape.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.size(0, last));
        }
        let turned: Vec<usize> = order.iter().map(|&axis| shape[axis]).collect();
        let expected: Vec<i32> = indices(&turned)
            .iter()
            .map(|index| {
                let mut from = vec![0; shape.len()];
                order.iter().zip(index).for_each(|(&axis, &at)| from[axis] = at);
                value(element, 0, place(&shape, &from))
            })
            .collect();
        let axes: Vec<i32> =
            order.iter().map(|&axis| axis as i32 - (axis % 2 * shape.len()) as i32).collect();
        let found = run(
            Operator::Transpose(Transpose),
            vec![given(element, &shape), list(&axes)],
            vec![given(element, &turned)],
        );
        assert_eq!(found, [expected], "{shape:?} by {order:?}");
    }
}

#[test]
fn padded_at_random() {
    let mut random = Random::new(2);
    for round in 0..300 {
        let element = ELEMENTS[round % 3];
        let shape: Vec<usize> = (0..random.size(1, 4)).map(|_| random.size(1, 4)).collect();
        let widths: Vec<usize> = shape.iter().flat_map(|_| [0, 0]).map(|_: i32| random.size(0, 2)).collect();
        let wide: Vec<usize> = shape
            .iter()
            .enumerate()
            .map(|(axis, extent)| widths[2 * axis] + extent + widths[2 * axis + 1])
            .collect();
        // What stands for zero: the zero point of `given` in 8 bits, else 0.
        let border = if element == ElementType::I8 { 3 } else { 0 };
        let expected: Vec<i32> = indices(&wide)
            .iter()
            .map(|index| {
                let from: Option<Vec<usize>> =
                    index.iter().enumerate().map(|(axis, &at)| at.checked_sub(widths[2 * axis])).collect();
                let is_within = |from: &Vec<usize>| from.iter().zip(&shape).all(|(at, extent)| at < extent);
                from.filter(is_within).map_or(border, |from| value(element, 0, place(&shape, &from)))
            })
            .collect();
        let widths: Vec<i32> = widths.iter().map(|&width| width as i32).collect();
        let found =
            run(Operator::Pad(Pad), vec![given(element, &shape), list(&widths)], vec![given(element, &wide)]);
        assert_eq!(found, [expected], "{shape:?} with {widths:?}");
    }
}

#[test]
fn a_given_value_pads() {
    let mut border = list(&[-9]);
    border.element = ElementType::I8;
    border.quantization = given(ElementType::I8, &[1]).quantization;
    let inputs = vec![given(ElementType::I8, &[2, 1]), list(&[1, 0, 0, 2]), border];
    let found = run(Operator::PadV2(PadV2), inputs, vec![given(ElementType::I8, &[3, 3])]);
    assert_eq!(found, [[-9, -9, -9, 0, -9, -9, 1, -9, -9]]);
}

#[test]
fn a_transposition_of_the_batch_alone_costs_nothing() {
    let inputs = vec![given(ElementType::I8, &[1, 4, 1, 3]), list(&[1, 0, 2, 3])];
    let one = lowered(Operator::Transpose(Transpose), inputs, vec![given(ElementType::I8, &[4, 1, 1, 3])]);
    assert_eq!(one.expect("a supported form").steps.len(), 0);
}
