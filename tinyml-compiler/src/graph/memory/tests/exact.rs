//! The search finds the least peak: compared with trying all offsets.

use super::Random;
use crate::graph::memory::greedy::greedy;
use crate::graph::memory::lifetime::Life;
use crate::graph::memory::problem::{Apart, Item, Over, Problem};
use crate::graph::memory::search::solve;

/// A problem of a few items of 4 to 16 bytes. The first that is born at a step may lie over what dies there, if chance wants it.
fn random(random: &mut Random) -> Problem {
    let mut items: Vec<Item> = (0..2 + random.below(6))
        .map(|buffer| {
            let first = random.below(5);
            let life = Life { first, last: first + random.below(3) };
            Item { buffer, size: 4 + 4 * random.below(4) as i64, life }
        })
        .collect();
    items.sort_by_key(|item| item.life.first);
    let mut problem = Problem { overs: vec![Vec::new(); items.len()], items };
    for output in 1..problem.items.len() {
        let born = problem.items[output].life.first;
        for input in (0..output).filter(|_| problem.items[output - 1].life.first < born) {
            let (way, bytes) = (random.below(4), 4 * random.below(4) as i64 - 4);
            let (lead, trail) = ((way & 1 > 0).then_some(bytes), (way & 2 > 0).then_some(8 - bytes));
            if problem.items[input].life.last == born && way > 0 {
                problem.overs[output].push(Over { input, apart: Apart { lead, trail } });
            }
        }
    }
    problem
}

/// Whether two items may lie where they are, said without gaps: disjoint, or the output early enough.
fn fits(problem: &Problem, one: usize, other: usize, offsets: &[i64]) -> bool {
    let [a, b] = [&problem.items[one], &problem.items[other]];
    let together = a.life.first <= b.life.last && b.life.first <= a.life.last;
    let apart = offsets[one] + a.size <= offsets[other] || offsets[other] + b.size <= offsets[one];
    let over = |output: usize, input: usize| {
        let found = problem.overs[output].iter().find(|over| over.input == input);
        found.is_some_and(|Over { apart, .. }| {
            apart.lead.is_some_and(|lead| offsets[output] + lead <= offsets[input])
                || apart.trail.is_some_and(|trail| offsets[input] + trail <= offsets[output])
        })
    };
    !together || apart || over(one, other) || over(other, one)
}

fn is_sound(problem: &Problem, offsets: &[i64]) -> bool {
    (0..offsets.len()).all(|one| (0..one).all(|other| fits(problem, one, other, offsets)))
}

/// The least peak of all placements.
fn brute(problem: &Problem, offsets: &mut Vec<i64>, best: &mut i64) {
    let place = offsets.len();
    let Some(item) = problem.items.get(place) else {
        *best = problem
            .items
            .iter()
            .zip(offsets.iter())
            .map(|(item, offset)| item.size + offset)
            .max()
            .unwrap_or(0);
        return;
    };
    let mut offset = 0;
    while offset + item.size < *best {
        offsets.push(offset);
        if (0..place).all(|other| fits(problem, place, other, offsets)) {
            brute(problem, offsets, best);
        }
        offsets.pop();
        offset += 4;
    }
}

#[test]
fn the_search_finds_what_brute_force_finds() {
    let mut numbers = Random(0x1234_5678);
    let (mut better, mut above) = (0, 0);
    for case in 0..600 {
        let problem = random(&mut numbers);
        let found = solve(&problem);
        let mut least = problem.items.iter().map(|item| item.size).sum::<i64>() + 1;
        brute(&problem, &mut Vec::new(), &mut least);
        assert!(found.is_optimal, "{case}");
        assert!(is_sound(&problem, &found.offsets), "{case}: {problem:?} {found:?}");
        assert_eq!(found.peak, least, "{case}: {problem:?}");
        assert!(problem.bound() <= least, "{case}: {problem:?}");
        better += usize::from(greedy(&problem).peak > found.peak);
        above += usize::from(problem.bound() < found.peak);
    }
    assert!(better > 0 && above > 0, "no case needed the search: {better}, {above}");
}

/// Tens of buffers that live together: the budget may end, but never without a sound plan.
#[test]
fn large_problems_have_sound_plans() {
    let mut numbers = Random(0x9abc_def1);
    for _ in 0..4 {
        let mut problem = Problem::default();
        for buffer in 0..60 {
            let first = numbers.below(40);
            let life = Life { first, last: first + numbers.below(25) };
            problem.items.push(Item { buffer, size: 4 + 4 * numbers.below(200) as i64, life });
        }
        problem.items.sort_by_key(|item| item.life.first);
        problem.overs = vec![Vec::new(); 60];
        let found = solve(&problem);
        assert!(is_sound(&problem, &found.offsets));
        assert!(found.peak <= greedy(&problem).peak && found.peak >= problem.bound());
    }
}

/// A chain of convolutions whose outputs may start 8 bytes before their inputs: the offsets run downwards, and then jump.
#[test]
fn a_chain_runs_down_the_diagonal() {
    let items: Vec<Item> = (0..40)
        .map(|buffer| Item { buffer, size: 100, life: Life { first: buffer, last: buffer + 1 } })
        .collect();
    let chain = |trail: Option<i64>| {
        let over = |input| Over { input, apart: Apart { lead: Some(8), trail } };
        let overs = (0..40).map(|output: usize| output.checked_sub(1).map(over).into_iter().collect());
        Problem { overs: overs.collect(), items: items.clone() }
    };
    let problem = chain(None);
    let found = solve(&problem);
    assert!(is_sound(&problem, &found.offsets));
    // Two windows of 100 bytes have no room for a jump; 39 leads without a jump need 412 bytes.
    assert!(found.is_optimal && found.peak == 200, "{}", found.peak);
    // With a way back it goes up and down.
    let problem = chain(Some(12));
    let found = solve(&problem);
    assert!(is_sound(&problem, &found.offsets));
    assert!(found.is_optimal && found.peak == 112, "{}", found.peak);
}
