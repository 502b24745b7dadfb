//! `max_macs`: multiplications of one inference, which are counted.

use super::Facts;
use super::costs::{grouped, literal, most};
use super::missed::{Missed, Remedy};
use crate::diagnostic::{Blame, Code, Diagnostic, count};
use crate::options::Options;

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let now = facts.plan.macs as u64;
    let Some(limit) = options.promises.max_macs.filter(|limit| now > *limit) else {
        return Vec::new();
    };
    let layers = facts.program.layers().map_or(&[][..], |network| network.layers.as_slice());
    let shares: Vec<(String, f64)> =
        layers.iter().map(|layer| (layer.name.clone(), layer.weights.len() as f64)).collect();
    let most = most(&shares);
    let diagnostic =
        Diagnostic::new(Code::MacsExceeded, "an inference takes more multiplications than `max_macs`")
            .blame(Blame::Argument("max_macs"))
            .expected(format!("at most {}", grouped(limit)))
            .found(format!("{}{most}", grouped(now)))
            .help(format!("allow `max_macs = {}`, or train a network with fewer units", literal(now)));
    vec![Missed::with(
        diagnostic,
        Remedy::Cheaper,
        Box::new(|facts| count(facts.plan.macs, "multiplication")),
    )]
}
