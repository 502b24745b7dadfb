//! How a report names places and writes amounts.

use super::data::At;
use crate::plot::ticks::grouped;
use tinyml_compiler::diagnostic::shown;
use tinyml_compiler::network::{Network, Outputs};

/// Values of an array that are written out.
const SHOWN: usize = 6;

/// Raw inputs by name, one input left out if it is told.
pub(crate) fn at(network: &Network, raw: &[i32], without: Option<usize>) -> Vec<At> {
    let mut values = raw.iter().copied();
    let mut all = Vec::new();
    for (index, input) in network.inputs.iter().enumerate() {
        let own: Vec<i32> = values.by_ref().take(input.width()).collect();
        if without == Some(index) {
            continue;
        }
        let real = own.first().filter(|_| input.length.is_none()).map(|raw| f64::from(*raw) * input.scale);
        all.push(At {
            name: input.name.clone(),
            more: own.len().saturating_sub(SHOWN),
            raw: own.into_iter().take(SHOWN).collect(),
            real,
            unit: input.unit.clone(),
        });
    }
    all
}

/// The name of an output, or of a class.
pub(crate) fn label_of(network: &Network, output: usize) -> String {
    match &network.outputs {
        Outputs::Values(outputs) => outputs.get(output).map_or(String::new(), |output| output.name.clone()),
        Outputs::Classes { labels, .. } => labels.get(output).cloned().unwrap_or_default(),
    }
}

/// `adc_mv = 1,234 mV, pixels = [0, 3, … 62 more]`
pub(crate) fn place(at: &[At]) -> String {
    let one = |at: &At| match at.real {
        Some(real) => format!("{} = {}", at.name, amount(real, at.unit.as_deref())),
        None => {
            let list: Vec<String> = at.raw.iter().map(i32::to_string).collect();
            let more = if at.more > 0 { format!(", … {} more", at.more) } else { String::new() };
            format!("{} = [{}{more}]", at.name, list.join(", "))
        }
    };
    at.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A number of four significant digits with its unit.
pub(crate) fn amount(value: f64, unit: Option<&str>) -> String {
    with_unit(&digits(value, 4), unit)
}

/// A foreign text for a terminal, whole.
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(|c| shown(c.encode_utf8(&mut [0; 4]))).collect()
}

/// A text with a unit behind it, if there is one.
pub(crate) fn with_unit(text: &str, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{text} {unit}"),
        None => text.to_owned(),
    }
}

/// A number of so many significant digits, whole digits never cut, zeros at its end left out.
pub(crate) fn digits(value: f64, significant: i32) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    if !(-6..12).contains(&magnitude) {
        return format!("{value:.*e}", (significant - 1).max(0) as usize).replace('-', "\u{2212}");
    }
    let places = (significant - 1 - magnitude).max(0) as usize;
    let text = format!("{value:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    grouped(text)
}

/// A whole number in groups of three digits.
pub(crate) fn whole(value: impl ToString + Copy) -> String {
    grouped(&value.to_string())
}

#[cfg(test)]
mod tests {
    use super::{amount, digits, whole};

    #[test]
    fn numbers_are_short() {
        let found = [0.034_712, -23.456_78, 0.0, 3300.0, 123_456.7, 1e-9, 0.1].map(|value| digits(value, 4));
        assert_eq!(found, ["0.03471", "−23.46", "0", "3,300", "123,457", "1.000e−9", "0.1"]);
        assert_eq!(amount(0.5, Some("°C")), "0.5 °C");
        assert_eq!(whole(65_536), "65,536");
    }
}
