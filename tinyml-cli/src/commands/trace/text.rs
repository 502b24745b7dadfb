//! A trace as tables: what enters, each layer, what comes out.

use tinyml_compiler::diagnostic::{count, number};
use tinyml_compiler::network::{Network, Output, Outputs};

use crate::intermediate::{Intermediate, Layer, Unit, outputs};
use crate::output::TITLE;
use crate::table::Table;

/// The whole trace.
pub(super) fn text(network: &Network, trace: &Intermediate) -> String {
    let mut text = format!("{TITLE}inputs{TITLE:#}\n{}\n", inputs(network, trace));
    for layer in &trace.layers {
        let removed = match layer.removed {
            0 => String::new(),
            units => format!("; {} removed: zero for every declared input", count(units, "unit")),
        };
        let headline = format!("{} ({}{removed})", layer.name, layer.operator);
        text.push_str(&format!("{TITLE}layer {headline}{TITLE:#}\n{}\n", units(layer)));
    }
    let last = trace.layers.last().map(|layer| layer.units.as_slice()).unwrap_or_default();
    text.push_str(&format!("{TITLE}output{TITLE:#}\n{}", results(network, last)));
    if let (Some(classes), Outputs::Classes { labels, .. }) = (trace.classes, &network.outputs) {
        text.push_str(&format!("\ninteger: {}, float: {}\n", labels[classes.0], labels[classes.1]));
    }
    text
}

fn inputs(network: &Network, trace: &Intermediate) -> Table {
    let mut table = Table::new(["input", "raw", "real", "normalised", "centre", "enters", ""]);
    let units = network.inputs.iter().flat_map(|input| {
        std::iter::repeat_n(
            input.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}")),
            input.width(),
        )
    });
    for (entry, unit) in trace.entries.iter().zip(units) {
        let clamped = if entry.raw == entry.clamped {
            String::new()
        } else {
            format!("clamped to {}, the end of the declared range", entry.clamped)
        };
        table.row([
            entry.name.clone(),
            entry.raw.to_string(),
            format!("{}{unit}", number(entry.real)),
            figure(entry.normalized),
            entry.center.to_string(),
            entry.entered.to_string(),
            clamped,
        ]);
    }
    table
}

fn units(layer: &Layer) -> Table {
    let mut table = Table::new([
        "unit",
        "sum",
        "= real",
        "float",
        "deviation",
        "activation",
        "= real",
        "float",
        "deviation",
    ]);
    for (at, Unit { sum, out }) in layer.units.iter().enumerate() {
        let values = [sum, out].into_iter().flat_map(|value| {
            [value.raw.to_string(), figure(value.integer), figure(value.float), figure(value.deviation())]
        });
        table.row([at.to_string()].into_iter().chain(values));
    }
    table
}

fn results(network: &Network, last: &[Unit]) -> Table {
    let mut table = Table::new(["output", "raw", "integer", "float", "deviation"]);
    let names = |at: usize, output: &Output| match &network.outputs {
        Outputs::Values(_) => output.name.clone(),
        Outputs::Classes { labels, .. } => labels[at].clone(),
    };
    for (at, (unit, output)) in last.iter().zip(outputs(network)).enumerate() {
        let with_unit = |value: f64| match &output.unit {
            Some(unit) => format!("{} {unit}", figure(value)),
            None => figure(value),
        };
        let out = &unit.out;
        table.row([
            names(at, output),
            out.raw.to_string(),
            with_unit(out.integer),
            with_unit(out.float),
            with_unit(out.deviation()),
        ]);
    }
    table
}

/// Six significant digits, as many as a comparison of 16-bit integers needs.
fn figure(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-4..1e7).contains(&magnitude) {
        return format!("{value:.3e}");
    }
    let digits = if magnitude == 0.0 { 0 } else { 5 - magnitude.log10().floor() as i32 };
    format!("{value:.*}", usize::try_from(digits.clamp(0, 7)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_are_short() {
        assert_eq!(
            [0.0, 31.4159265, -0.001234567, 123456.78, 1e-9].map(figure),
            ["0", "31.4159", "-0.0012346", "123457", "1.000e-9"]
        );
    }
}
