//! `max_stack`: bytes of stack at the peak of one inference.

use super::Facts;
use super::costs::{Exceeded, budget, bytes, exceeded, stack};
use super::missed::{Missed, Remedy};
use crate::diagnostic::{Blame, Code, Diagnostic, quoted};
use crate::options::Options;

/// Checks the promise for every target of it.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let over = exceeded(&options.promises.max_stack, |target| stack(facts, target));
    over.iter().map(|over| missed(facts, over)).collect()
}

fn missed(facts: &Facts<'_>, over: &Exceeded) -> Missed {
    let Exceeded { target, limit, now, .. } = *over;
    let message =
        format!("the model takes more stack than `max_stack` on {} (`{}`)", target.title(), target.name());
    let allow = over.allow("max_stack", &budget(now));
    let diagnostic = Diagnostic::new(Code::StackExceeded, message)
        .blame(Blame::Argument("max_stack"))
        .expected(format!("at most {}", bytes(limit)))
        .found(format!("up to {}, with a margin for registers{}", bytes(now), widest(facts)))
        .help(format!("{allow}, or train a network with fewer units in a layer"));
    let figure = move |facts: &Facts<'_>| format!("up to {}", bytes(stack(facts, target)));
    Missed::with(diagnostic, Remedy::Cheaper, Box::new(figure))
}

/// The layer with most activations, as the end of a sentence.
pub(super) fn widest(facts: &Facts<'_>) -> String {
    let layers = facts.program.layers().map_or(&[][..], |network| network.layers.as_slice());
    let widest = layers.iter().rev().max_by_key(|layer| layer.outputs);
    widest.filter(|_| layers.len() > 1).map_or(String::new(), |layer| {
        format!("; layer {} has most activations, {}", quoted(&layer.name), layer.outputs)
    })
}
