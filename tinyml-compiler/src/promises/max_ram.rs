//! `max_ram`: bytes of RAM in all. A model has no static RAM, so this is its stack.

use super::Facts;
use super::costs::{bytes, literal, stack};
use super::max_stack::widest;
use super::missed::{Missed, Remedy};
use crate::diagnostic::{Blame, Code, Diagnostic};
use crate::options::Options;

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let now = stack(facts);
    let Some(limit) = options.promises.max_ram.filter(|limit| now > *limit) else {
        return Vec::new();
    };
    let diagnostic = Diagnostic::new(Code::RamExceeded, "the model takes more RAM than `max_ram`")
        .blame(Blame::Argument("max_ram"))
        .expected(format!("at most {}", bytes(limit)))
        .found(format!("none that is static, and {} of stack at the peak{}", bytes(now), widest(facts)))
        .help(format!("allow `max_ram = {}`, or train a network with fewer units in a layer", literal(now)));
    vec![Missed::with(diagnostic, Remedy::Cheaper, Box::new(|facts| bytes(stack(facts))))]
}
