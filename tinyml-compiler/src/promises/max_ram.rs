//! `max_ram`: bytes of RAM in all. A model has no static RAM, so this is its stack.

use super::Facts;
use super::costs::{Exceeded, budget, bytes, exceeded, stack};
use super::max_stack::widest;
use super::missed::{Missed, Remedy};
use crate::diagnostic::{Blame, Code, Diagnostic};
use crate::options::Options;

/// Checks the promise for every target of it.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let over = exceeded(&options.promises.max_ram, |target| stack(facts, target));
    over.iter().map(|over| missed(facts, over)).collect()
}

fn missed(facts: &Facts<'_>, over: &Exceeded) -> Missed {
    let Exceeded { target, limit, now, .. } = *over;
    let message =
        format!("the model takes more RAM than `max_ram` on {} (`{}`)", target.title(), target.name());
    let allow = over.allow("max_ram", &budget(now));
    let diagnostic = Diagnostic::new(Code::RamExceeded, message)
        .blame(Blame::Argument("max_ram"))
        .expected(format!("at most {}", bytes(limit)))
        .found(format!("none that is static, and up to {} of stack{}", bytes(now), widest(facts)))
        .help(format!("{allow}, or train a network with fewer units in a layer"));
    let figure = move |facts: &Facts<'_>| format!("up to {}", bytes(stack(facts, target)));
    Missed::with(diagnostic, Remedy::Cheaper, Box::new(figure))
}
