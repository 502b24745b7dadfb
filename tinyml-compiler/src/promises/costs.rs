//! What a model costs on a target, and which layer costs most. Constants and multiplications are counted; what depends on the
//! code is an estimate, and is called one.

use super::Facts;
use super::asked::Budgets;
use crate::cost::{Part, Target, breakdown, estimate};
use crate::diagnostic::{count, quoted};

/// A budget that a model exceeds.
pub(crate) struct Exceeded {
    /// Whether the budget is for this target only.
    only: bool,
    /// The target that it is told for.
    pub(crate) target: Target,
    /// What is allowed.
    pub(crate) limit: u64,
    /// What it takes.
    pub(crate) now: u64,
}

/// Budgets that are exceeded; of one for all targets, the target that takes most is told.
pub(crate) fn exceeded(budgets: &Budgets, cost: impl Fn(Target) -> u64) -> Vec<Exceeded> {
    let over = |(target, limit): &(Option<Target>, u64)| {
        let dearest =
            || Target::ALL.map(|(_, target)| target).into_iter().rev().max_by_key(|target| cost(*target));
        let (only, target, limit) = (target.is_some(), target.or_else(dearest)?, *limit);
        let now = cost(target);
        (now > limit).then_some(Exceeded { only, target, limit, now })
    };
    budgets.iter().filter_map(over).collect()
}

impl Exceeded {
    /// What a user would write for an amount.
    pub(crate) fn allow(&self, argument: &str, amount: &str) -> String {
        match self.only {
            true => format!("allow `{argument}({} = {amount})`", self.target.name()),
            false => format!("allow `{argument} = {amount}`"),
        }
    }
}

/// Bytes of flash, code and constants, estimated.
pub(super) fn flash(facts: &Facts<'_>, target: Target) -> u64 {
    whole(estimate(facts.program, facts.plan, target).flash)
}

/// Instructions of one inference at worst, estimated.
pub(super) fn instructions(facts: &Facts<'_>, target: Target) -> u64 {
    whole(estimate(facts.program, facts.plan, target).instructions)
}

/// Bytes of stack of one inference: a bound that was fitted to firmware.
pub(super) fn stack(facts: &Facts<'_>, target: Target) -> u64 {
    whole(estimate(facts.program, facts.plan, target).stack)
}

/// What each layer has in something that a target decides.
pub(super) fn shares(facts: &Facts<'_>, target: Target, of: fn(&Part) -> f64) -> Vec<(String, f64)> {
    let parts = breakdown(facts.program, facts.plan, target);
    parts.into_iter().filter_map(|part| Some((part.layer.clone()?, of(&part)))).collect()
}

/// The layer that has most, as the end of a sentence; nothing where there is one layer, or none.
pub(super) fn most(shares: &[(String, f64)]) -> String {
    let greatest = shares.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    match greatest {
        Some((layer, share)) if shares.len() > 1 => {
            format!("; layer {} takes most, {}", quoted(layer), grouped(whole(*share)))
        }
        _ => String::new(),
    }
}

/// An estimate upwards.
pub(super) fn whole(estimate: f64) -> u64 {
    libm::ceil(estimate.max(0.0)) as u64
}

/// `12,345 bytes`
pub(crate) fn bytes(amount: u64) -> String {
    count(amount as usize, "byte")
}

/// `12,345`
pub(crate) fn grouped(amount: u64) -> String {
    let text = count(amount as usize, "");
    text.trim_end_matches(['s', ' ']).to_owned()
}

/// A budget that an amount fits: two significant digits, upwards, as a user would write it.
pub(crate) fn budget(amount: u64) -> String {
    let mut unit = 1;
    while amount / unit >= 100 {
        unit *= 10;
    }
    literal(amount.div_ceil(unit) * unit)
}

/// A number as a literal of Rust: `12_000`.
pub(crate) fn literal(number: u64) -> String {
    grouped(number).replace(',', "_")
}

#[cfg(test)]
mod tests {
    use super::{budget, grouped, literal};

    #[test]
    fn amounts_are_written_for_people_and_for_rust() {
        assert_eq!(
            (grouped(1_234_567), literal(1_234_567)),
            ("1,234,567".to_owned(), "1_234_567".to_owned())
        );
        assert_eq!([0, 7, 99, 100, 101, 1_412].map(budget), ["0", "7", "99", "100", "110", "1_500"]);
    }
}
