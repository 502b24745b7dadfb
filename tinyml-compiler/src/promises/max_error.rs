//! `max_error`: kept, missed, or not to be proved.

use super::Facts;
use super::missed::Missed;
use super::text::{amount, at, round_up, signed, with_places_of, with_unit};
use crate::diagnostic::{Blame, Code, Diagnostic, quoted};
use crate::network::{Network, Output};
use crate::options::{ActivationBits, Options, Resolved, Storage};
use crate::quantize::outputs;
use crate::verify::{Certificate, Worst, culprit};

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Missed> {
    let Some(limit) = options.promises.max_error else {
        return Vec::new();
    };
    let (network, errors) = (facts.network, facts.certificate);
    let output = outputs(network)[errors.worst.output];
    if errors.worst.error > limit {
        let layers = facts.whole.layers();
        let culprit = |layers| culprit(facts.simplified, layers, &errors.worst.input, errors.worst.output);
        let share = layers.and_then(culprit);
        let diagnostic = missed(network, output, errors, limit, share.as_ref(), &options.resolved(network));
        return vec![Missed::new(diagnostic)];
    }
    if errors.bound > limit {
        return vec![Missed::new(unproved(output, errors, limit))];
    }
    Vec::new()
}

fn missed(
    network: &Network,
    output: &Output,
    errors: &Certificate,
    limit: f64,
    share: Option<&(String, f64)>,
    options: &Resolved,
) -> Diagnostic {
    let Worst { integer, float, error, .. } = &errors.worst;
    let layer = share.map(|(layer, _)| layer.as_str());
    let from = share.map_or(String::new(), |(layer, share)| {
        format!("; most of it comes from layer {} ({})", quoted(layer), signed(*share, output))
    });
    let at = at(network, &errors.worst.input);
    Diagnostic::new(
        Code::MaxErrorMissed,
        format!("the integer network deviates by more than `max_error` at {at}"),
    )
    .blame(Blame::Argument("max_error"))
    .expected(format!("at most {}", with_unit(&limit.to_string(), output)))
    .found(format!(
        "{}: {} instead of {}{from}",
        amount(*error, output),
        with_unit(&with_places_of(*error, *integer), output),
        with_unit(&with_places_of(*error, *float), output)
    ))
    .help(format!("allow `max_error = {}`{}", round_up(*error), more_bits(layer, options)))
}

/// What could be made finer, if anything.
fn more_bits(layer: Option<&str>, options: &Resolved) -> String {
    if options.activations == ActivationBits::I8 {
        return ", or take wider activations: `activations = \"i16\"`".to_owned();
    }
    match layer {
        Some(layer) if options.quant.of(layer) != Storage::I16 => {
            let quant = options.quant.all.name();
            format!(", or give the layer more bits: `quant(\"{quant}\", {layer} = \"i16\")`")
        }
        _ => String::new(),
    }
}

fn unproved(output: &Output, errors: &Certificate, limit: f64) -> Diagnostic {
    Diagnostic::new(Code::MaxErrorUnproved, "`max_error` cannot be proved for every declared input")
        .blame(Blame::Argument("max_error"))
        .expected(format!("at most {}", with_unit(&limit.to_string(), output)))
        .found(format!(
            "{} as a sound bound; {} as the worst of {} sampled inputs",
            amount(errors.bound, output),
            amount(errors.worst.error, output),
            errors.points
        ))
        .help(format!(
            "the inputs have too many combinations to try them all; narrow their ranges, allow `max_error = {}`, or leave it out",
            round_up(errors.bound)
        ))
}
