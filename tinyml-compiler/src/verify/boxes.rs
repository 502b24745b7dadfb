//! The bound over the declared inputs, tightened by cutting them into boxes.
//!
//! Branch and bound: the box with the greatest bound is cut in two along the input that its noise is due to, until a fixed number of
//! multiplications is spent. In small boxes most units stay on one side of their kink, where the two networks differ by straight lines.
//! What is left when it stops holds for every input, whenever that is.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::exact::Exact;
use super::pair::{Outcome, Pair};

/// The most boxes, which are all kept.
const BOXES_MAX: u64 = 1 << 18;

/// What holds for every input.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bounds {
    /// The greatest deviation of each output, in its unit.
    pub deviations: Vec<f64>,
    /// The real range of each integer output.
    pub outputs: Vec<(f64, f64)>,
}

/// A box of raw inputs and what holds in it.
struct Cut {
    inputs: Vec<(i32, i32)>,
    outcome: Outcome,
    worst: f64,
    /// Whether every input of it was run.
    settled: bool,
    number: u64,
}

/// The greatest bound first, of equal ones the oldest.
impl Ord for Cut {
    fn cmp(&self, other: &Self) -> Ordering {
        self.worst.total_cmp(&other.worst).then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Cut {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cut {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cut {}

/// What the search for a bound may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// How many boxes.
    boxes: u64,
    /// Boxes of so few inputs are run instead.
    inputs: u64,
}

impl Budget {
    /// For about so many multiplications.
    pub(super) fn new(pair: &Pair, macs: u64) -> Self {
        Self {
            boxes: (macs / pair.macs().max(1)).clamp(1, BOXES_MAX),
            inputs: pair.macs() / (4 * pair.weights().max(1)),
        }
    }
}

/// Bounds over every declared input; `None` where there are none.
pub(super) fn bounds(pair: &Pair, exact: &mut Exact<'_>, budget: &Budget) -> Option<Bounds> {
    let mut search = Search { pair, exact, budget, boxes: 0 };
    let all = search.exact.inputs();
    let mut heap = BinaryHeap::from([search.look(all, None)?]);
    let mut done = Vec::new();
    while let Some(cut) = heap.pop() {
        // A box that was run and is worse than any other: this is the greatest deviation itself.
        let halves = if cut.settled || search.boxes + 2 > budget.boxes { None } else { halves(&cut) };
        let halves = halves.and_then(|halves| {
            let [low, high] = halves.map(|half| search.look(half, Some(&cut.outcome)));
            Some([low?, high?])
        });
        match halves {
            Some(halves) => heap.extend(halves),
            None => {
                done.push(cut);
                break;
            }
        }
    }
    done.extend(heap);
    let all = done.into_iter().map(|cut| cut.outcome).reduce(Outcome::join)?;
    Some(Bounds { deviations: all.deviations, outputs: all.outputs })
}

struct Search<'s, 'n> {
    pair: &'s Pair,
    exact: &'s mut Exact<'n>,
    budget: &'s Budget,
    boxes: u64,
}

impl Search<'_, '_> {
    fn look(&mut self, inputs: Vec<(i32, i32)>, parent: Option<&Outcome>) -> Option<Cut> {
        let sizes = inputs.iter().map(|(low, high)| (i64::from(*high) - i64::from(*low) + 1).unsigned_abs());
        let settled = sizes.fold(1_u64, u64::saturating_mul) <= self.budget.inputs.max(1);
        let mut outcome =
            if settled { self.exact.over(&inputs) } else { self.pair.over(&self.exact.entering(&inputs))? };
        if let Some(parent) = parent {
            outcome.narrow(parent);
        }
        self.boxes += 1;
        let worst = outcome.deviations.iter().copied().fold(0.0, f64::max);
        Some(Cut { inputs, outcome, worst, settled, number: self.boxes })
    }
}

/// The two halves of a box along the input with the most blame; `None` for a single input.
fn halves(cut: &Cut) -> Option<[Vec<(i32, i32)>; 2]> {
    let wide = (0..cut.inputs.len()).filter(|&input| cut.inputs[input].0 < cut.inputs[input].1);
    // Of equal ones the first.
    let blame = &cut.outcome.blame;
    let along = wide.max_by(|a, b| blame[*a].total_cmp(&blame[*b]).then(b.cmp(a)))?;
    let (low, high) = cut.inputs[along];
    let middle = low + (high - low) / 2;
    let half = |ends: (i32, i32)| {
        let mut inputs = cut.inputs.clone();
        inputs[along] = ends;
        inputs
    };
    Some([half((low, middle)), half((middle + 1, high))])
}

impl Outcome {
    /// What holds in a box holds in a part of it.
    fn narrow(&mut self, parent: &Self) {
        for (own, parent) in self.deviations.iter_mut().zip(&parent.deviations) {
            *own = own.min(*parent);
        }
        for (own, parent) in self.outputs.iter_mut().zip(&parent.outputs) {
            *own = (own.0.max(parent.0), own.1.min(parent.1));
        }
    }

    /// What holds in either of two boxes.
    fn join(mut self, other: Self) -> Self {
        for (own, other) in self.deviations.iter_mut().zip(other.deviations) {
            *own = own.max(other);
        }
        for (own, other) in self.outputs.iter_mut().zip(other.outputs) {
            *own = (own.0.min(other.0), own.1.max(other.1));
        }
        self
    }
}
