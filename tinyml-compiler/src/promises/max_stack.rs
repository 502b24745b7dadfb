//! `max_stack`: bytes of stack at the peak of one inference.

use super::Facts;
use super::costs::{bytes, literal, stack};
use super::missed::{Missed, Remedy};
use crate::diagnostic::{Blame, Code, Diagnostic, quoted};
use crate::options::Options;

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let now = stack(facts);
    let Some(limit) = options.promises.max_stack.filter(|limit| now > *limit) else {
        return Vec::new();
    };
    let diagnostic = Diagnostic::new(Code::StackExceeded, "the model takes more stack than `max_stack`")
        .blame(Blame::Argument("max_stack"))
        .expected(format!("at most {}", bytes(limit)))
        .found(format!("{} at the peak{}", bytes(now), widest(facts)))
        .help(format!(
            "allow `max_stack = {}`, or train a network with fewer units in a layer",
            literal(now)
        ));
    vec![Missed::with(diagnostic, Remedy::Cheaper, Box::new(|facts| bytes(stack(facts))))]
}

/// The layer at which the peak is, as the end of a sentence.
pub(super) fn widest(facts: &Facts<'_>) -> String {
    let layers = facts.program.layers().map_or(&[][..], |network| network.layers.as_slice());
    let widest = layers.iter().max_by_key(|layer| layer.inputs + layer.outputs);
    widest.map_or(String::new(), |layer| {
        let (inputs, outputs) = (layer.inputs, layer.outputs);
        format!(": layer {} has {inputs} + {outputs} values alive", quoted(&layer.name))
    })
}
