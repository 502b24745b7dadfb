//! `max_error`: kept, missed, or not to be proved.

use super::Facts;
use super::missed::{Figure, Missed, Remedy};
use super::text::{amount, at, round_up, run_all, with_places_of, with_unit};
use crate::advice::{Share, shares};
use crate::diagnostic::{Blame, Code, Diagnostic, quoted};
use crate::network::{Network, Output};
use crate::options::Options;
use crate::quantize::outputs;
use crate::verify::{Certificate, Worst};

/// So many layers are told, those that make most of the error.
const LAYERS: usize = 4;

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let Some(limit) = options.promises.max_error else {
        return Vec::new();
    };
    let (network, errors) = (facts.network, facts.certificate);
    let output = outputs(network)[errors.worst.output];
    if errors.worst.error > limit {
        let layers = facts.whole.layers();
        let shares = layers.map(|layers| shares(network, facts.simplified, layers, &errors.worst));
        let missed = missed(network, output, errors, limit, &shares.unwrap_or_default());
        let diagnostic = if options.auto && layers.is_some() { finest(missed) } else { missed };
        return vec![Missed::with(diagnostic, Remedy::Finer, figure())];
    }
    if errors.bound > limit {
        return vec![Missed::with(unproved(network, output, errors, limit), Remedy::Finer, figure())];
    }
    Vec::new()
}

/// All storages were tried, and what is told is of the finest.
fn finest(diagnostic: Diagnostic) -> Diagnostic {
    let message = format!("no mix of storages keeps `max_error`: {}", diagnostic.message);
    Diagnostic { message, ..diagnostic }
}

/// How near another form comes.
fn figure() -> Figure {
    Box::new(|facts| {
        let certificate = facts.certificate;
        let output = outputs(facts.network)[certificate.worst.output];
        format!("an error of at most {}", amount(certificate.bound, output))
    })
}

fn missed(
    network: &Network,
    output: &Output,
    errors: &Certificate,
    limit: f64,
    shares: &[Share],
) -> Diagnostic {
    let Worst { integer, float, error, input, .. } = &errors.worst;
    Diagnostic::new(
        Code::MaxErrorMissed,
        format!("the integer network deviates by more than `max_error` at {}", at(network, input)),
    )
    .blame(Blame::Argument("max_error"))
    .expected(format!("at most {}", with_unit(&limit.to_string(), output)))
    .found(format!(
        "{}: {} instead of {}{}",
        amount(*error, output),
        with_unit(&with_places_of(*error, *integer), output),
        with_unit(&with_places_of(*error, *float), output),
        alone(shares, output)
    ))
    .help(format!("allow `max_error = {}`", round_up(*error)))
}

/// What each layer makes of it, were the others floats; the greatest first.
fn alone(shares: &[Share], output: &Output) -> String {
    if shares.len() < 2 {
        return String::new();
    }
    let mut shares: Vec<&Share> = shares.iter().collect();
    shares.sort_by(|a, b| b.error.total_cmp(&a.error));
    let told = shares.iter().take(LAYERS);
    let told: Vec<String> =
        told.map(|share| format!("{} {}", quoted(&share.layer), amount(share.error, output))).collect();
    let others = if shares.len() > told.len() { ", others less" } else { "" };
    format!("; one layer alone: {}{others}", told.join(", "))
}

fn unproved(network: &Network, output: &Output, errors: &Certificate, limit: f64) -> Diagnostic {
    Diagnostic::new(
        Code::MaxErrorUnproved,
        "`max_error` cannot be proved: the inputs have too many combinations to try them all",
    )
    .blame(Blame::Argument("max_error"))
    .expected(format!("at most {}", with_unit(&limit.to_string(), output)))
    .found(format!(
        "{} as a sound bound; {} as the worst of {} sampled inputs",
        amount(errors.bound, output),
        amount(errors.worst.error, output),
        errors.points
    ))
    .help(format!(
        "{}narrow the ranges of the inputs, allow `max_error = {}`, or leave it out",
        run_all(network),
        round_up(errors.bound)
    ))
}
