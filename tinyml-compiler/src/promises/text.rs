//! How inputs, outputs and limits are written in what is said of a promise.

use crate::diagnostic::{count, quoted};
use crate::network::{Network, Output, Outputs};
use crate::points::ranges;

/// Up to so many inputs are run in minutes, where they are run for once and not by every build.
const IN_MINUTES: u64 = 1 << 30;

/// How to have every input run, as the beginning of a help; nothing where they are too many.
pub(super) fn run_all(network: &Network) -> String {
    let sizes =
        ranges(network).into_iter().map(|(min, max)| (i64::from(max) - i64::from(min)).unsigned_abs() + 1);
    let all = sizes.fold(1_u64, u64::saturating_mul);
    match all <= IN_MINUTES {
        true => format!(
            "run all {} once, by `cargo tinyml verify --inputs {all}`; or ",
            count(usize::try_from(all).unwrap_or(usize::MAX), "combination")
        ),
        false => String::new(),
    }
}

/// An output by its number; of a classifier every class has a score.
pub(super) fn output_of(network: &Network, index: usize) -> String {
    match &network.outputs {
        Outputs::Values(values) => format!("the output {}", quoted(&values[index].name)),
        Outputs::Classes { labels, .. } => format!("the score of {}", quoted(&labels[index])),
    }
}

/// An input by name, such as `adc_mv = 612`.
pub(super) fn at(network: &Network, raw: &[i32]) -> String {
    let mut values = raw.iter();
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

pub(super) fn amount(value: f64, output: &Output) -> String {
    with_unit(&digits(value), output)
}

pub(super) fn with_unit(value: &str, output: &Output) -> String {
    match &output.unit {
        Some(unit) => format!("{value} {unit}"),
        None => value.to_owned(),
    }
}

/// Four significant digits; what is left of a difference of floats is nothing.
pub(super) fn digits(value: f64) -> String {
    if value.abs() < 1e-9 { "0".to_owned() } else { with_places_of(value, value) }
}

/// As many places behind the point as `small` needs for four significant digits.
pub(super) fn with_places_of(small: f64, value: f64) -> String {
    let places = if small == 0.0 { 0.0 } else { 3.0 - libm::floor(libm::log10(small.abs())) };
    format!("{value:.*}", places.clamp(0.0, 9.0) as usize)
}

/// Two significant digits, upwards: what a user would write.
pub(super) fn round_up(value: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(value.max(1e-12))) - 1.0);
    let rounded = libm::ceil(value / unit * (1.0 - 1e-12)) * unit;
    format!("{rounded:.12}").parse().unwrap_or(rounded)
}

#[cfg(test)]
mod tests {
    use super::{digits, round_up, run_all};
    use crate::source::Source;

    #[test]
    fn amounts_are_short() {
        assert_eq!(digits(0.123_456), "0.1235");
        assert_eq!(digits(-23.456_78), "-23.46");
        assert_eq!(digits(0.0), "0");
        assert_eq!(round_up(0.1472), 0.15);
        assert_eq!(round_up(3.0), 3.0);
        assert_eq!(round_up(123.4), 130.0);
    }

    #[test]
    fn few_enough_inputs_can_all_be_run() {
        let all_of = |range: &str| {
            let text = format!(
                r#"{{"version": 1, "name": "m",
                "inputs": [{{"name": "a", "type": "i16", "range": {range}, "length": 2}}],
                "outputs": [{{"name": "y", "type": "i16", "scale": 1}}],
                "layers": [{{"type": "dense", "name": "out", "weights": [[1, 1]], "bias": [0]}}]}}"#
            );
            let source = Source::from_bytes("m.json", text.into_bytes()).expect("UTF-8");
            run_all(&crate::read(&source).expect("a model"))
        };
        let wanted = "run all 4,004,001 combinations once, by `cargo tinyml verify --inputs 4004001`; or ";
        assert_eq!(all_of("[-1000, 1000]"), wanted);
        assert_eq!(all_of("[-32768, 32767]"), "");
    }
}
