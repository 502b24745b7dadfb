//! `max_flash`: bytes of code and constants, on whichever target takes most.

use super::Facts;
use super::costs::{budget, bytes, flash, grouped, most};
use super::missed::{Missed, Remedy};
use crate::cost::estimate;
use crate::diagnostic::{Blame, Code, Diagnostic};
use crate::options::Options;

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let now = flash(facts);
    let Some(limit) = options.promises.max_flash.filter(|limit| now.all > *limit) else {
        return Vec::new();
    };
    let target = now.target;
    let most = most(facts, |program, plan| estimate(program, plan, target).flash);
    let diagnostic = Diagnostic::new(
        Code::FlashExceeded,
        format!("the model takes more flash than `max_flash` on {}", target.title()),
    )
    .blame(Blame::Argument("max_flash"))
    .expected(format!("at most {}", bytes(limit)))
    .found(format!(
        "about {}: {} of constants, counted, and {} of code, estimated{most}",
        bytes(now.all),
        grouped(now.constants),
        grouped(now.all.saturating_sub(now.constants))
    ))
    .help(format!("allow `max_flash = {}`", budget(now.all)));
    vec![Missed::with(
        diagnostic,
        Remedy::Cheaper,
        Box::new(|facts| format!("about {}", bytes(flash(facts).all))),
    )]
}
