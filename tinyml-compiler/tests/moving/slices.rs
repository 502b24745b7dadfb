//! SLICE and STRIDED_SLICE, with all of its masks.

use tinyml_compiler::graph::ElementType;
use tinyml_compiler::graph::operators::{Operator, Slice, StridedSlice};

use crate::random::Random;
use crate::single::{given, list, lowered, run, value};
use crate::{indices, place};

/// The indices that Python's `range(extent)[begin:end:step]` has, found by walking.
fn walked(extent: i64, begin: Option<i64>, end: Option<i64>, step: i64) -> Vec<usize> {
    let all: Vec<i64> = if step > 0 { (0..extent).collect() } else { (0..extent).rev().collect() };
    let absolute = |place: i64| if place < 0 { place + extent } else { place };
    let from = begin.map(absolute);
    let is_begun = |at: i64| from.is_none_or(|from| if step > 0 { at >= from } else { at <= from });
    let to = end.map(absolute);
    let is_left = |at: i64| to.is_none_or(|to| if step > 0 { at < to } else { at > to });
    let within = all.into_iter().filter(|&at| is_begun(at) && is_left(at));
    within.step_by(step.unsigned_abs() as usize).map(|at| at as usize).collect()
}

/// A slice at random: what is named for the operator, and what of each axis it takes.
#[derive(Default)]
struct Named {
    masks: StridedSlice,
    lists: [Vec<i32>; 3],
    taken: Vec<Vec<usize>>,
    output: Vec<usize>,
}

impl Named {
    fn entry(&mut self, begin: i64, end: i64, step: i64) -> i32 {
        let bit = 1 << self.lists[0].len();
        for (list, value) in self.lists.iter_mut().zip([begin, end, step]) {
            list.push(value as i32);
        }
        bit
    }

    fn axis(&mut self, random: &mut Random, extent: usize) {
        let mut any = || random.integer(-6, 6);
        let (begin, end) = (any(), any());
        let step = [1, 1, 2, 3, -1, -2][random.size(0, 5)];
        let extent = extent as i64;
        if random.size(0, 4) == 0 && (-extent..extent).contains(&begin) {
            self.masks.shrink_axis |= self.entry(begin, end, 1);
            self.taken.push(vec![begin.rem_euclid(extent) as usize]);
            return;
        }
        let bit = self.entry(begin, end, step);
        let (no_begin, no_end) = (random.size(0, 3) == 0, random.size(0, 3) == 0);
        self.masks.begin |= if no_begin { bit } else { 0 };
        self.masks.end |= if no_end { bit } else { 0 };
        let taken = walked(extent, (!no_begin).then_some(begin), (!no_end).then_some(end), step);
        self.output.push(taken.len());
        self.taken.push(taken);
    }

    fn random(random: &mut Random, shape: &[usize]) -> Self {
        let mut named = Self::default();
        let hidden = random.size(0, shape.len() + 1);
        for (axis, &extent) in shape.iter().enumerate() {
            if axis != hidden + 1 && random.size(0, 5) == 0 {
                named.masks.new_axis |= named.entry(1, 2, 1);
                named.output.push(1);
            }
            if axis == hidden {
                named.masks.ellipsis |= named.entry(0, 0, 1);
            }
            if axis >= hidden && axis < hidden + 2 {
                named.taken.push((0..extent).collect());
                named.output.push(extent);
            } else {
                named.axis(random, extent);
            }
        }
        named
    }
}

#[test]
fn sliced_at_random() {
    let mut random = Random::new(6);
    let mut steps = [0; 2];
    for _ in 0..1000 {
        let shape: Vec<usize> = (0..random.size(1, 4)).map(|_| random.size(1, 5)).collect();
        let Named { masks, lists, taken, output } = Named::random(&mut random, &shape);
        if output.contains(&0) {
            continue;
        }
        let extents: Vec<usize> = taken.iter().map(Vec::len).collect();
        let expected: Vec<i32> = indices(&extents)
            .iter()
            .map(|index| index.iter().zip(&taken).map(|(&at, taken)| taken[at]).collect::<Vec<_>>())
            .map(|index| value(ElementType::I8, 0, place(&shape, &index)))
            .collect();
        let mut inputs = vec![given(ElementType::I8, &shape)];
        inputs.extend(lists.iter().map(|values| list(values)));
        let (operator, outputs) = (Operator::StridedSlice(masks), vec![given(ElementType::I8, &output)]);
        let lowered = lowered(operator.clone(), inputs.clone(), outputs.clone()).expect("a supported form");
        steps[lowered.steps.len()] += 1;
        assert_eq!(run(operator, inputs, outputs), [expected], "{shape:?}, {masks:?}, {lists:?}");
    }
    assert!(steps.iter().all(|&times| times > 50), "aliases and copies: {steps:?}");
}

#[test]
fn ends_counted_from_the_begin() {
    let masks = StridedSlice { offset: true, ..StridedSlice::default() };
    let inputs = vec![given(ElementType::I16, &[9]), list(&[2]), list(&[5]), list(&[2])];
    let found = run(Operator::StridedSlice(masks), inputs, vec![given(ElementType::I16, &[3])]);
    assert_eq!(found, [[2, 4, 6]]);
}

#[test]
fn blocks() {
    let inputs = vec![given(ElementType::I8, &[3, 4]), list(&[1, 2]), list(&[-1, 2])];
    let found = run(Operator::Slice(Slice), inputs, vec![given(ElementType::I8, &[2, 2])]);
    assert_eq!(found, [[6, 7, 10, 11]]);
}
