//! CONCATENATION, PACK, SPLIT, SPLIT_V and UNPACK.

use tinyml_compiler::graph::kernels::Kernel;
use tinyml_compiler::graph::operators::{Concatenation, Operator, Pack, Split, SplitV, Unpack};
use tinyml_compiler::graph::{ElementType, Tensor};
use tinyml_compiler::tflite::Fused;

use crate::random::Random;
use crate::single::{given, list, lowered, run, value};
use crate::{indices, place};

/// A shape, an axis of it, and extents of parts along it.
fn parts(random: &mut Random) -> (Vec<usize>, usize, Vec<usize>) {
    let mut shape: Vec<usize> = (0..random.size(1, 4)).map(|_| random.size(1, 4)).collect();
    let axis = random.size(0, shape.len() - 1);
    let extents: Vec<usize> = (0..random.size(1, 3)).map(|_| random.size(1, 3)).collect();
    shape[axis] = extents.iter().sum();
    (shape, axis, extents)
}

/// In which part an index of the axis lies, and where there.
fn part_of(extents: &[usize], mut at: usize) -> (usize, usize) {
    let mut part = 0;
    while at >= extents[part] {
        at -= extents[part];
        part += 1;
    }
    (part, at)
}

fn with(shape: &[usize], axis: usize, extent: usize) -> Vec<usize> {
    let mut shape = shape.to_vec();
    shape[axis] = extent;
    shape
}

#[test]
fn joined_at_random() {
    let mut random = Random::new(3);
    for _ in 0..300 {
        let (shape, axis, extents) = parts(&mut random);
        let element = ElementType::I16;
        let expected: Vec<i32> = indices(&shape)
            .iter()
            .map(|index| {
                let (part, at) = part_of(&extents, index[axis]);
                value(element, part, place(&with(&shape, axis, extents[part]), &with(index, axis, at)))
            })
            .collect();
        let inputs = extents.iter().map(|&extent| given(element, &with(&shape, axis, extent))).collect();
        let operator = Concatenation { axis: axis as i32 - shape.len() as i32, fused: Fused::None };
        let found = run(Operator::Concatenation(operator), inputs, vec![given(element, &shape)]);
        assert_eq!(found, [expected], "{shape:?}, axis {axis}, {extents:?}");
    }
}

#[test]
fn split_at_random() {
    let mut random = Random::new(4);
    for round in 0..300 {
        let (mut shape, axis, mut extents) = parts(&mut random);
        let is_equal = round % 2 == 0;
        if is_equal {
            extents.fill(2);
            shape[axis] = 2 * extents.len();
        }
        let mut expected = vec![Vec::new(); extents.len()];
        for index in indices(&shape) {
            let (part, _) = part_of(&extents, index[axis]);
            expected[part].push(value(ElementType::I8, 0, place(&shape, &index)));
        }
        let whole = given(ElementType::I8, &shape);
        let outputs: Vec<Tensor> =
            extents.iter().map(|&extent| given(ElementType::I8, &with(&shape, axis, extent))).collect();
        let (axis, mut sizes) =
            (axis as i32, extents.iter().map(|&extent| extent as i32).collect::<Vec<_>>());
        sizes[0] = -1;
        let found = match is_equal {
            true => run(Operator::Split(Split), vec![list(&[axis]), whole], outputs),
            false => run(Operator::SplitV(SplitV), vec![whole, list(&sizes), list(&[axis])], outputs),
        };
        assert_eq!(found, expected, "{shape:?}, axis {axis}, {extents:?}");
    }
}

#[test]
fn packed_and_unpacked_at_random() {
    let mut random = Random::new(5);
    for _ in 0..200 {
        let (shape, axis, _) = parts(&mut random);
        let mut part = shape.clone();
        part.remove(axis);
        let (mut joined, mut apart) = (Vec::new(), vec![Vec::new(); shape[axis]]);
        for index in indices(&shape) {
            let mut rest = index.clone();
            let at = rest.remove(axis);
            joined.push(value(ElementType::I16, at, place(&part, &rest)));
            apart[at].push(value(ElementType::I16, 0, place(&shape, &index)));
        }
        let (whole, part) = (given(ElementType::I16, &shape), given(ElementType::I16, &part));
        let parts = vec![part; shape[axis]];
        let pack = Operator::Pack(Pack { axis: axis as i32 - shape.len() as i32 });
        assert_eq!(run(pack, parts.clone(), vec![whole.clone()]), [joined], "{shape:?}, axis {axis}");
        let unpack = Operator::Unpack(Unpack { axis: axis as i32 });
        assert_eq!(run(unpack, vec![whole], parts), apart, "{shape:?}, axis {axis}");
    }
}

#[test]
fn along_the_outermost_axis_parts_are_blocks() {
    let of = |shape: &[usize]| given(ElementType::I8, shape);
    let join = Operator::Concatenation(Concatenation { axis: 1, fused: Fused::None });
    let inputs = vec![of(&[1, 2, 5]), of(&[1, 3, 5])];
    let joined = lowered(join, inputs, vec![of(&[1, 5, 5])]).expect("a supported form");
    let blocks: Vec<_> = joined
        .steps
        .iter()
        .map(|step| match &step.kernel {
            Kernel::Copy(copy) => (copy.block(), step.outputs[0].start, step.outputs[0].count),
            other => panic!("a copy, not {}", other.name()),
        })
        .collect();
    assert_eq!(blocks, [(Some(10), 0, 10), (Some(15), 10, 15)]);
    let inputs = vec![list(&[1]), of(&[1, 4, 5])];
    let split = lowered(Operator::Split(Split), inputs, vec![of(&[1, 2, 5]), of(&[1, 2, 5])]);
    assert_eq!(split.expect("a supported form").steps.len(), 0, "parts of the input");
}
