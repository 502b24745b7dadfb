//! Good plans at once: each buffer in turn as low as those before it allow, in several orders, of which the best is taken.
//!
//! **Source**: the orders by size and by area are those of Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net
//! Inference" (2020); the order from the last buffer to the first suits outputs that lie below their inputs.

use core::cmp::Reverse;

use super::problem::{Item, Problem};

/// The first byte of each item, and the bytes of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) offsets: Vec<i64>,
    pub(super) peak: i64,
}

/// The best of several greedy plans; the earlier one of equal ones. Where too many buffers are alive together to be
/// compared, they share nothing.
pub(super) fn greedy(problem: &Problem) -> Placed {
    let Some(neighbours) = problem.neighbours() else { return side_by_side(problem) };
    let by = |key: &dyn Fn(&Item) -> Reverse<i64>| {
        let mut order: Vec<usize> = (0..problem.items.len()).collect();
        order.sort_by_key(|&index| key(&problem.items[index]));
        order
    };
    let area = |item: &Item| Reverse((item.life.last - item.life.first + 1) as i64 * item.size);
    let orders = [
        (0..problem.items.len()).collect(),
        (0..problem.items.len()).rev().collect(),
        by(&|item| Reverse(item.size)),
        by(&area),
        by(&|item| Reverse(item.life.last as i64)),
    ];
    let plans = orders.iter().map(|order: &Vec<usize>| placed(problem, &neighbours, order));
    plans.min_by_key(|plan| plan.peak).unwrap_or(Placed { offsets: Vec::new(), peak: 0 })
}

fn side_by_side(problem: &Problem) -> Placed {
    let mut end = 0;
    let place = |size: i64| {
        end += size;
        end - size
    };
    finished(problem, problem.items.iter().map(|item| item.size).map(place).collect())
}

fn placed(problem: &Problem, neighbours: &[Vec<usize>], order: &[usize]) -> Placed {
    let mut offsets: Vec<Option<i64>> = vec![None; problem.items.len()];
    for &index in order {
        offsets[index] = Some(lowest(problem, index, &neighbours[index], &offsets));
    }
    finished(problem, offsets.into_iter().map(Option::unwrap_or_default).collect())
}

/// A plan with its peak.
pub(super) fn finished(problem: &Problem, offsets: Vec<i64>) -> Placed {
    let ends = problem.items.iter().zip(&offsets).map(|(item, offset)| offset + item.size);
    let peak = ends.max().unwrap_or(0);
    Placed { offsets, peak }
}

/// The lowest offset of an item that those which are placed allow.
fn lowest(problem: &Problem, index: usize, neighbours: &[usize], offsets: &[Option<i64>]) -> i64 {
    // Where it must not start: between the last start below another item and the first above it.
    let mut closed: Vec<(i64, i64)> = Vec::new();
    for &other in neighbours {
        if let (Some(offset), Some(below), Some(above)) =
            (offsets[other], problem.gap(index, other), problem.gap(other, index))
        {
            closed.push((offset - below, offset + above));
        }
    }
    closed.sort_unstable();
    let mut lowest = 0;
    for (after, before) in closed {
        if after < lowest && lowest < before {
            lowest = before;
        }
    }
    lowest
}
