//! `max_instructions`: instructions of one inference at worst, by target, as the cost model estimates them.

use super::Facts;
use super::costs::{budget, grouped, instructions, most, shares};
use super::missed::{Missed, Remedy};
use crate::cost::Target;
use crate::diagnostic::{Blame, Code, Diagnostic};
use crate::options::Options;

/// Checks the promise for every target of it.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let budgets = &options.promises.max_instructions;
    budgets.iter().filter_map(|(target, limit)| on(facts, *target, *limit)).collect()
}

fn on(facts: &Facts<'_>, target: Target, limit: u64) -> Option<Missed> {
    let now = instructions(facts, target);
    if now <= limit {
        return None;
    }
    let most = most(&shares(facts, target, |part| part.instructions));
    let name = target.name();
    let diagnostic = Diagnostic::new(
        Code::InstructionsExceeded,
        format!("an inference takes more instructions than `max_instructions` allows for `{name}`"),
    )
    .blame(Blame::Argument("max_instructions"))
    .expected(format!("at most {}", grouped(limit)))
    .found(format!("about {}, estimated at opt-level 3{most}", grouped(now)))
    .help(format!("allow `{name} = {}`", budget(now)));
    let figure =
        move |facts: &Facts<'_>| format!("about {} instructions", grouped(instructions(facts, target)));
    Some(Missed::with(diagnostic, Remedy::Cheaper, Box::new(figure)))
}
