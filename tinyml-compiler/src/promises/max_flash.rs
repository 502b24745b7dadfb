//! `max_flash`: bytes of code and constants, on one target or on whichever takes most.

use super::Facts;
use super::costs::{Exceeded, budget, bytes, exceeded, flash, grouped, most, shares};
use super::missed::{Missed, Remedy};
use crate::cost::data_bytes;
use crate::diagnostic::{Blame, Code, Diagnostic};
use crate::options::Options;

/// Checks the promise for every target of it.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let over = exceeded(&options.promises.max_flash, |target| flash(facts, target));
    over.iter().map(|over| missed(facts, over)).collect()
}

fn missed(facts: &Facts<'_>, over: &Exceeded) -> Missed {
    let Exceeded { target, limit, now, .. } = *over;
    let constants = data_bytes(facts.program, facts.plan, target) as u64;
    let most = most(&shares(facts, target, |part| part.flash));
    let diagnostic = Diagnostic::new(
        Code::FlashExceeded,
        format!("the model takes more flash than `max_flash` on {} (`{}`)", target.title(), target.name()),
    )
    .blame(Blame::Argument("max_flash"))
    .expected(format!("at most {}", bytes(limit)))
    .found(format!(
        "about {}: {} of constants, counted, and {} of code, estimated{most}",
        bytes(now),
        grouped(constants),
        grouped(now.saturating_sub(constants))
    ))
    .help(over.allow("max_flash", &budget(now)));
    let figure = move |facts: &Facts<'_>| format!("about {}", bytes(flash(facts, target)));
    Missed::with(diagnostic, Remedy::Cheaper, Box::new(figure))
}
