//! The best plan: is there one of so many bytes?
//!
//! Buffers are taken in the order of their birth. Of each two that are alive together one lies below the other; both cases are
//! followed, each as the [`Zone`] of all offsets that are left for the buffers alive. A zone within another one is
//! dropped, since whatever follows fits the greater one too, which keeps chains to two zones at a step. So the
//! answer is exact, unless there are so many zones that some had to be dropped unseen. The work is counted and not timed:
//! the same graph gives the same plan on every machine.

use super::ALIGNMENT;
use super::greedy::{Placed, finished, greedy};
use super::problem::Problem;
use super::zone::Zone;

/// The most zones that are followed at once.
const MOST_ZONES: usize = 300;

/// The most buffers alive at once that are searched; more would make the matrices large.
const MOST_ALIVE: usize = 32;

/// Entries of matrices that are looked at for one graph: some tenths of a second in an unoptimised macro.
const BUDGET: u64 = 20_000_000;

/// A plan, and whether it is the best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) offsets: Vec<i64>,
    pub(super) peak: i64,
    pub(super) is_optimal: bool,
}

/// The best plan that the budget finds.
pub(super) fn solve(problem: &Problem) -> Found {
    let mut best = greedy(problem);
    let mut is_exact = true;
    let (unit, mut low) = (ALIGNMENT as i64, problem.bound());
    let mut search = Search { problem, peak: low, left: BUDGET };
    // The bound is met more often than not; after that, halves.
    let mut peak = low;
    while low < best.peak {
        search.peak = peak;
        match search.run() {
            Answer::Plan(plan) => best = plan,
            Answer::None => low = peak + unit,
            Answer::Unknown => (low, is_exact) = (peak + unit, false),
        }
        peak = (low + (best.peak - low) / 2) / unit * unit;
    }
    Found { offsets: best.offsets, peak: best.peak, is_optimal: is_exact }
}

/// Whether there is a plan.
enum Answer {
    Plan(Placed),
    None,
    Unknown,
}

struct Search<'p> {
    problem: &'p Problem,
    /// The bytes that may be used.
    peak: i64,
    /// Entries that may still be looked at.
    left: u64,
}

/// What has been decided, the last decision first: which of two items lies below the other.
struct Decision {
    before: Option<usize>,
    below: usize,
    above: usize,
}

/// A zone, and the decision that led there.
struct Front {
    zone: Zone,
    decision: Option<usize>,
}

impl Search<'_> {
    fn run(&mut self) -> Answer {
        let mut fronts = vec![Front { zone: Zone::empty(), decision: None }];
        let (mut alive, mut decisions): (Vec<usize>, Vec<Decision>) = (Vec::new(), Vec::new());
        let mut is_exact = true;
        for (born, item) in self.problem.items.iter().enumerate() {
            while let Some(dead) =
                alive.iter().position(|&other| self.problem.items[other].life.last < item.life.first)
            {
                alive.remove(dead);
                fronts.iter_mut().for_each(|front| front.zone = front.zone.without(dead + 1));
            }
            if item.size > self.peak {
                return Answer::None;
            }
            if alive.len() == MOST_ALIVE {
                return Answer::Unknown;
            }
            fronts.iter_mut().for_each(|front| front.zone = front.zone.with(self.peak - item.size));
            for (place, &other) in alive.iter().enumerate() {
                let pair = [(born, alive.len() + 1), (other, place + 1)];
                fronts = self.branched(&fronts, pair, &mut decisions);
                is_exact &= self.pruned(&mut fronts);
                if self.left == 0 {
                    return Answer::Unknown;
                }
            }
            alive.push(born);
        }
        match fronts.first() {
            Some(front) => Answer::Plan(self.lowest(&decisions, front.decision)),
            None if is_exact => Answer::None,
            None => Answer::Unknown,
        }
    }

    /// Both cases of two items, each given with its variable.
    fn branched(
        &mut self,
        fronts: &[Front],
        [one, other]: [(usize, usize); 2],
        decisions: &mut Vec<Decision>,
    ) -> Vec<Front> {
        let mut next = Vec::new();
        for front in fronts {
            for (below, above) in [(one, other), (other, one)] {
                self.left = self.left.saturating_sub(16 + front.zone.entries());
                if let Some(gap) = self.problem.gap(below.0, above.0)
                    && let Some(zone) = front.zone.where_apart(below.1, above.1, gap)
                {
                    decisions.push(Decision { before: front.decision, below: below.0, above: above.0 });
                    next.push(Front { zone, decision: Some(decisions.len() - 1) });
                }
            }
        }
        next
    }

    /// Drops zones within others, and then those with least freedom, if there are too many; whether there were not.
    fn pruned(&mut self, fronts: &mut Vec<Front>) -> bool {
        let mut kept: Vec<Front> = Vec::new();
        for front in fronts.drain(..) {
            // Zones that are not within one another mostly differ in the first few entries.
            self.left = self.left.saturating_sub(8 * kept.len() as u64 + 1);
            if !kept.iter().any(|other| front.zone.is_within(&other.zone)) {
                kept.retain(|other| !other.zone.is_within(&front.zone));
                kept.push(front);
            }
        }
        let is_exact = kept.len() <= MOST_ZONES;
        if !is_exact {
            kept.sort_by_key(|front| core::cmp::Reverse(front.zone.freedom()));
            kept.truncate(MOST_ZONES);
        }
        *fronts = kept;
        is_exact
    }

    /// The lowest offsets that keep all decisions: the longest paths.
    fn lowest(&self, decisions: &[Decision], last: Option<usize>) -> Placed {
        let mut gaps = Vec::new();
        let mut next = last;
        while let Some(Decision { before, below, above }) = next.map(|index| &decisions[index]) {
            gaps.extend(self.problem.gap(*below, *above).map(|gap| (*below, *above, gap)));
            next = *before;
        }
        let mut offsets = vec![0; self.problem.items.len()];
        let mut is_done = false;
        while !is_done {
            is_done = true;
            for &(below, above, gap) in &gaps {
                if offsets[above] < offsets[below] + gap {
                    offsets[above] = offsets[below] + gap;
                    is_done = false;
                }
            }
        }
        finished(self.problem, offsets)
    }
}
