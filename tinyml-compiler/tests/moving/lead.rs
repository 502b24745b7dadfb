//! A copy whose output lies over its input: right at the lead that it states, and wrong at any smaller one.

use tinyml_compiler::graph::ElementType;
use tinyml_compiler::graph::kernels::{Copy, Describe, Overlap};
use tinyml_compiler::graph::movement::{Movement, Stride};
use tinyml_compiler::graph::run::Io;
use tinyml_core::tensor::Memory;

use crate::random::Random;

/// Loops at random that never write a place twice, and how many elements input and output have.
fn movement(random: &mut Random) -> (Movement, usize, usize) {
    let mut loops = Vec::new();
    let (mut extent, mut low, mut high) = (1, 0, 0);
    for _ in 0..random.size(0, 3) {
        let count = random.size(1, 4);
        let (output, input) = (extent + random.size(0, 2), random.integer(-4, 8) as isize);
        loops.insert(0, Stride { count, input, output });
        extent += output * (count - 1);
        let reach = input * (count as isize - 1);
        (low, high) = (low + reach.min(0), high + reach.max(0));
    }
    let (input, output) = (low.unsigned_abs() + random.size(0, 1), random.size(0, 2));
    let taken = input + high.unsigned_abs() + 1;
    (Movement { input, output, loops }, taken, output + extent + random.size(0, 2))
}

/// Every place that is read and the place it goes to, in order.
fn walked(movement: &Movement) -> Vec<(usize, usize)> {
    let mut pairs = vec![(movement.input as isize, movement.output)];
    for one in &movement.loops {
        let round = |(from, to): (isize, usize)| {
            (0..one.count).map(move |round| (from + one.input * round as isize, to + one.output * round))
        };
        pairs = pairs.into_iter().flat_map(round).collect();
    }
    pairs.into_iter().map(|(from, to)| (from as usize, to)).collect()
}

/// The output of a copy whose input begins `lead` bytes behind it, where the whole memory holds 0, 1, 2 …
fn copied(copy: &Copy, taken: usize, given: usize, lead: usize) -> Vec<i16> {
    let mut words = [0_u64; 64];
    let memory = Memory::of(&mut words);
    let start = 64;
    let all = memory.view_mut::<i16>(0, 256);
    (0..256).for_each(|place| all.set(place, place as i32));
    let (input, output) = ((memory, start + lead, taken), (memory, start, given));
    copy.run(&Io { inputs: vec![input], outputs: vec![output] });
    (0..given).map(|place| memory.view::<i16>(start, given).get(place) as i16).collect()
}

fn expected(movement: &Movement, given: usize, fill: Option<i32>, lead: usize) -> Vec<i16> {
    let untouched = |place| fill.map_or(32 + place as i16, |value| value as i16);
    let mut output: Vec<i16> = (0..given).map(untouched).collect();
    for (from, to) in walked(movement) {
        output[to] = (32 + lead / 2 + from) as i16;
    }
    output
}

#[test]
fn outputs_lie_over_inputs() {
    let mut random = Random::new(7);
    let mut tight = 0;
    for round in 0..3000 {
        let (movement, taken, given) = movement(&mut random);
        let fill = (round % 2 == 0).then_some(-7);
        let copy = Copy::new(ElementType::I16, &movement, fill).expect("few loops");
        let Overlap::Lead(lead) = copy.overlap(0) else { panic!("a copy goes forward") };
        let found = copied(&copy, taken, given, lead);
        assert_eq!(found, expected(&movement, given, fill, lead), "{movement:?}, fill {fill:?}, lead {lead}");
        assert_eq!(copied(&copy, taken, given, lead + 6), expected(&movement, given, fill, lead + 6));
        if lead >= 2 && copied(&copy, taken, given, lead - 2) != expected(&movement, given, fill, lead - 2) {
            tight += 1;
        }
    }
    assert!(tight > 500, "only {tight} leads were needed");
}

#[test]
fn a_lead_is_never_larger_than_one_element_at_a_time_needs() {
    let mut random = Random::new(8);
    for _ in 0..3000 {
        let (movement, ..) = movement(&mut random);
        let pairs = walked(&movement);
        let mut needed = 0;
        for (done, &(_, to)) in pairs.iter().enumerate() {
            let later = pairs[done + 1..].iter().map(|&(from, _)| from).min();
            needed = needed.max(later.map_or(0, |later| (to + 1).saturating_sub(later)));
        }
        assert_eq!(movement.lead(false), needed, "{movement:?}");
    }
}
