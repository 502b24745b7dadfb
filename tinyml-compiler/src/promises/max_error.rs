//! `max_error`: kept, missed, or not to be proved.

use super::Facts;
use crate::diagnostic::{Blame, Code, Diagnostic, Report, quoted};
use crate::network::{Network, Output};
use crate::options::{ActivationBits, Options, Resolved, Storage};
use crate::quantize::outputs;
use crate::verify::{Certificate, Worst, culprit};

/// Checks the promise, if there is one.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Result<(), Report> {
    let Some(limit) = options.promises.max_error else {
        return Ok(());
    };
    let (network, errors) = (facts.network, facts.certificate);
    let output = outputs(network)[errors.worst.output];
    if errors.worst.error > limit {
        let layers = facts.whole.layers();
        let culprit = |layers| culprit(facts.simplified, layers, &errors.worst.input, errors.worst.output);
        let share = layers.and_then(culprit);
        return Err(missed(network, output, errors, limit, share.as_ref(), &options.resolved(network)).into());
    }
    if errors.bound > limit {
        return Err(unproved(output, errors, limit).into());
    }
    Ok(())
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
    let at = at(network, &errors.worst);
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

/// The worst input by name, such as `adc_mv = 612`.
fn at(network: &Network, worst: &Worst) -> String {
    let mut values = worst.input.iter();
    let one = |input: &crate::network::Input| match input.length {
        None => format!("`{}` = {}", input.name, values.next().copied().unwrap_or_default()),
        Some(length) => {
            let list: Vec<String> = values.by_ref().take(length).map(i32::to_string).collect();
            let more = if list.len() > 8 { ", …" } else { "" };
            format!("`{}` = [{}{more}]", input.name, list[..list.len().min(8)].join(", "))
        }
    };
    network.inputs.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn amount(value: f64, output: &Output) -> String {
    with_unit(&digits(value), output)
}

fn with_unit(value: &str, output: &Output) -> String {
    match &output.unit {
        Some(unit) => format!("{value} {unit}"),
        None => value.to_owned(),
    }
}

fn signed(value: f64, output: &Output) -> String {
    let sign = if value < 0.0 { "" } else { "+" };
    format!("{sign}{}", amount(value, output))
}

/// Four significant digits.
fn digits(value: f64) -> String {
    with_places_of(value, value)
}

/// As many places behind the point as `small` needs for four significant digits.
fn with_places_of(small: f64, value: f64) -> String {
    let places = if small == 0.0 { 0.0 } else { 3.0 - libm::floor(libm::log10(small.abs())) };
    format!("{value:.*}", places.clamp(0.0, 9.0) as usize)
}

/// Two significant digits, upwards: what a user would write.
fn round_up(value: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(value.max(1e-12))) - 1.0);
    let rounded = libm::ceil(value / unit * (1.0 - 1e-12)) * unit;
    format!("{rounded:.12}").parse().unwrap_or(rounded)
}

#[cfg(test)]
mod tests {
    use super::{digits, round_up};

    #[test]
    fn amounts_are_short() {
        assert_eq!(digits(0.123_456), "0.1235");
        assert_eq!(digits(-23.456_78), "-23.46");
        assert_eq!(digits(0.0), "0");
        assert_eq!(round_up(0.1472), 0.15);
        assert_eq!(round_up(3.0), 3.0);
        assert_eq!(round_up(123.4), 130.0);
    }
}
