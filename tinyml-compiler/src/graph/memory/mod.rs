//! Where each buffer of a lowered graph lies in the working memory: exact, and known before the firmware is built.
//!
//! Inputs and outputs of the network lie in arrays of the caller, states in the struct, constants in flash. All other
//! buffers share one memory. Two of them may share bytes unless they are alive at the same step; and where a step is the
//! last that needs an input, the output may lie over it, as far as the kernel reads before it writes ([`Overlap`]; "diagonal
//! memory optimisation" where the output starts a few rows earlier, "in place" where it starts at the same byte).
//!
//! | file | what it does |
//! |---|---|
//! | `lifetime` | from which step to which each buffer is alive |
//! | `problem` | sizes, lifetimes, and how far apart two buffers have to start |
//! | `greedy` | good plans at once |
//! | `zone`, `search` | the best plan, proved where the budget suffices |
//! | `order` | another order of the steps, where it needs less |
//! | `turn` | kernels that run backwards, so that their outputs can lie behind their inputs |
//! | `join` | copies that are left out, since their source can be made in its place |
//! | `check` | proves of a plan that it destroys nothing; knows nothing of the other files |
//!
//! Every offset and the peak are multiples of [`ALIGNMENT`], which serves 8, 16 and 32 bits; no kernel reads anything wider.
//!
//! [`Overlap`]: crate::graph::kernels::Overlap

mod check;
mod greedy;
mod join;
mod lifetime;
mod order;
mod problem;
mod search;
#[cfg(test)]
mod tests;
mod turn;
mod zone;

use crate::graph::lower::Lowered;

pub use check::check;
pub use problem::Scope;

use problem::Problem;

/// Bytes of which each offset is a multiple.
pub const ALIGNMENT: usize = 4;

/// Where buffers lie.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// For each buffer in the working memory, its first byte; none for a buffer that no step touches.
    pub offsets: Vec<Option<usize>>,
    /// Bytes of working memory.
    pub peak: usize,
    /// Whether it is proved that, in this order of the steps, no plan needs fewer bytes.
    pub is_optimal: bool,
}

/// The graph in the form that needs least memory, and its plan: with another order of the steps where that needs less, with
/// kernels going backwards where that does, and without the copies that save nothing.
pub fn arranged(lowered: Lowered) -> (Lowered, Plan) {
    let mut forms: Vec<Lowered> = join::joined(&lowered).into_iter().chain([lowered]).collect();
    let others: Vec<Lowered> = forms.iter().filter_map(order::reordered).collect();
    forms.extend(others);
    let scope = Scope { backwards: true, ..Scope::default() };
    let planned = forms.into_iter().map(|form| (plan_under(&form, scope), form));
    let best = planned.min_by_key(|(plan, _)| plan.peak);
    best.map(|(plan, form)| (turn::turned(form, &plan), plan)).unwrap_or_default()
}

/// Plans the memory of a lowered graph as it is.
pub fn plan(lowered: &Lowered) -> Plan {
    plan_under(lowered, Scope::default())
}

/// The plan that a graph would have under other rules, whose peak is to be compared with figures of others.
pub fn plan_under(lowered: &Lowered, scope: Scope) -> Plan {
    let problem = Problem::of(lowered, scope);
    let found = search::solve(&problem);
    let mut offsets = vec![None; lowered.buffers.len()];
    for (item, offset) in problem.items.iter().zip(&found.offsets) {
        offsets[item.buffer] = usize::try_from(*offset).ok();
    }
    Plan { offsets, peak: usize::try_from(found.peak).unwrap_or(0), is_optimal: found.is_optimal }
}
