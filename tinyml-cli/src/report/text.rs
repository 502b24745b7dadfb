//! The report as text for a terminal of a hundred columns.

mod forms;

use super::data::{Classes, Deviation, Layer, Report, Rescaling, Residuals, Samples, Span};
use super::names::{amount, digits, harmless, place, whole};
use crate::output::TITLE;
use crate::plot::terminal::wrapped;
use crate::table::Table;
use std::fmt::Write;
use tinyml_compiler::diagnostic::shown;

/// Longest name of a layer that is written out.
const NAME: usize = 16;

/// The widest class names in a matrix.
const LABEL: usize = 10;

/// The most classes whose matrix is as narrow as a terminal.
const MATRIX: usize = 12;

/// The whole report.
pub(crate) fn text(report: &Report) -> String {
    let parts = [
        head(report),
        accuracy(report),
        cost(report),
        forms::forms(report),
        sizes(report),
        integers(report),
        report.data.as_ref().map_or(String::new(), |data| samples(report, data)),
        format!("{}\n{}\n", title("to paste into firmware"), forms::pasted(report)),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

fn title(text: &str) -> String {
    format!("{TITLE}{text}{TITLE:#}")
}

fn head(report: &Report) -> String {
    let (model, settings) = (&report.model, &report.settings);
    let own: String = settings.overrides.iter().map(|own| format!(", {} {}", own.key, own.value)).collect();
    let about = model.description.as_ref().map_or(String::new(), |text| format!("{}\n", harmless(text)));
    format!(
        "{} from {}: weights {}{own}, activations {}\n{about}",
        title(&model.name),
        shown(&model.file),
        settings.quant,
        settings.activations
    )
}

/// Deviation from the float network.
fn accuracy(report: &Report) -> String {
    let errors = &report.errors;
    let unit = errors.unit.as_deref().map(shown);
    let amount = |value: f64| amount(value, unit.as_deref());
    let label = match errors.proved {
        true => format!("proved: all {} declared inputs were run", whole(errors.points)),
        false => format!("sample: {} inputs were run", whole(errors.points)),
    };
    let mut text = format!("{} ({label})\n", title("deviation from the float network"));
    let (integer, float) = (amount(errors.worst_integer), amount(errors.worst_float));
    let at = format!("at {}: {integer} instead of {float}", place(&errors.worst_at));
    // Below the first amount, as wide as a hundred columns allow.
    let at = wrapped(&at, 88).trim_end().replace('\n', "\n         ");
    let _ = writeln!(text, "  worst  {}\n         {at}", amount(errors.worst));
    let _ = writeln!(text, "  mean   {}\n  RMS    {}", amount(errors.mean), amount(errors.rms));
    if !errors.proved {
        let _ = writeln!(
            text,
            "  bound  {} (no declared input exceeds it; far from tight)",
            amount(errors.bound)
        );
    }
    if let Some(same) = errors.same_class {
        let _ = writeln!(text, "  class  the same for {} of {}", whole(same), whole(errors.points));
    }
    text
}

fn cost(report: &Report) -> String {
    let cost = &report.cost;
    let mut text = format!(
        "{}\n  {} multiplications, {} B of static RAM, {} B of activations on the stack at most\n",
        title("cost"),
        whole(cost.macs),
        cost.ram_bytes,
        whole(cost.stack_bytes)
    );
    for target in &cost.targets {
        let _ = writeln!(
            text,
            "  {:9} {} B of flash, of which {} B are data; {} instructions (estimates)",
            target.target,
            whole(target.flash_bytes),
            whole(target.data_bytes),
            whole(target.instructions)
        );
    }
    text
}

fn name(layer: &Layer) -> String {
    match layer.name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &layer.name[..end]),
        None => layer.name.clone(),
    }
}

fn sizes(report: &Report) -> String {
    let unit = report.errors.unit.as_deref().map_or(String::new(), |unit| format!(" {}", shown(unit)));
    let targets = report.cost.targets.iter().map(|target| format!("B {}", target.target));
    let mut heads: Vec<String> = ["layer", "shape", "MACs"].map(str::to_owned).to_vec();
    heads.extend(targets);
    heads.extend(["storage", "activation", "alone", "worst", "so far", "worst"].map(str::to_owned));
    let mut table = Table::new(heads.iter().map(String::as_str));
    for layer in &report.layers {
        let deviation = |deviation: &Deviation| [digits(deviation.rms, 3), digits(deviation.worst, 3)];
        let mut row = vec![name(layer), shape(layer), whole(layer.macs)];
        row.extend(layer.bytes.iter().map(whole));
        row.extend([layer.storage.clone(), layer.activation.clone()]);
        row.extend(deviation(&layer.alone));
        row.extend(deviation(&layer.up_to_here));
        table.row(row);
    }
    let note = "  RMS and worst; alone: only this layer is of integers; so far: all before it are too";
    let removed = report.layers.iter().filter(|layer| layer.removed > 0);
    let removed: String = removed
        .map(|layer| {
            format!(
                "{}: {} units removed, constant for every declared input or alike\n",
                name(layer),
                layer.removed
            )
        })
        .collect();
    format!("{} (errors in the output's unit{unit})\n{note}\n{table}{removed}", title("layers"))
}

fn shape(layer: &Layer) -> String {
    format!("{}×{}", layer.inputs, layer.outputs)
}

fn integers(report: &Report) -> String {
    let mut table = Table::new(["layer", "sums", "real", "step", "behind the sums", "clamped"]);
    for layer in &report.layers {
        let sums = format!("{}…{}", whole(layer.sums.min), whole(layer.sums.max));
        let clamped = whole(layer.clamped.inputs);
        let behind = match (rescaling(&layer.rescaling), layer.operator.strip_prefix("rescale")) {
            (text, _) if text.is_empty() => layer.operator.clone(),
            // Multipliers say that it is one.
            (text, Some(rest)) => format!("{text}{rest}"),
            (text, None) => format!("{}: {text}", layer.operator),
        };
        table.row([name(layer), sums, short(layer.sums.real), short(layer.step), behind, clamped]);
    }
    let reached = match report.layers.first() {
        Some(layer) if layer.sums.reached => "sums: least and greatest that an input reaches",
        _ => "sums: what no input exceeds",
    };
    let points = report.layers.first().map_or(0, |layer| layer.clamped.points);
    let clamped = format!("clamped: inputs of {} at which a result is cut", whole(points));
    format!("{}\n  {reached}; {clamped}\n{table}", title("integers"))
}

/// `-1.2 to 3.4`, or one number where both are equal.
pub(crate) fn span(span: Span) -> String {
    let (min, max) = (digits(span.min, 3), digits(span.max, 3));
    if min == max { min } else { format!("{min} to {max}") }
}

/// The same as short as it can be: two significant digits.
fn short(span: Span) -> String {
    let (min, max) = (digits(span.min, 2), digits(span.max, 2));
    if min == max { min } else { format!("{min}…{max}") }
}

/// The multipliers and shifts in a few words; nothing where the operator's name says all.
pub(crate) fn rescaling(rescaling: &Rescaling) -> String {
    match &rescaling.rows[..] {
        [] => String::new(),
        [row] => format!(">>{} ×{} >>{}", row.pre, whole(row.multiplier), row.post),
        rows => {
            let of = |of: fn(&super::data::Multiplier) -> i64| {
                let (low, high) = rows
                    .iter()
                    .map(of)
                    .fold((i64::MAX, i64::MIN), |(low, high), v| (low.min(v), high.max(v)));
                if low == high { whole(low) } else { format!("{}…{}", whole(low), whole(high)) }
            };
            let (pre, post) = (of(|row| i64::from(row.pre)), of(|row| i64::from(row.post)));
            format!(">>{pre} ×{} >>{post}", of(|row| i64::from(row.multiplier)))
        }
    }
}

fn samples(report: &Report, data: &Samples) -> String {
    let outside = match data.outside {
        0 => String::new(),
        rows => format!(", {} with an input outside of its range", whole(rows)),
    };
    let mut text = format!("{} ({} of {}{outside})\n", title("samples"), whole(data.rows), shown(&data.file));
    if !data.outputs.is_empty() {
        let mut table = Table::new(["output", "network", "RMS", "mean", "worst", "row", "bias"]);
        for fit in &data.outputs {
            let unit = fit.unit.as_deref().map(shown);
            let mut row = |kind: &str, found: &Residuals| {
                let amount = |value: f64| amount(value, unit.as_deref());
                let (rms, mean, worst) = (amount(found.rms), amount(found.mean), amount(found.worst));
                table.row([
                    fit.name.clone(),
                    kind.to_owned(),
                    rms,
                    mean,
                    worst,
                    whole(found.worst_row),
                    amount(found.bias),
                ]);
            };
            row("integer", &fit.integer);
            row("float", &fit.float);
        }
        let _ = write!(text, "{table}");
    }
    if let Some(classes) = &data.classes {
        text.push_str(&self::classes(report, data, classes));
    }
    text
}

fn classes(report: &Report, data: &Samples, classes: &Classes) -> String {
    let mut text = format!(
        "  right: integer {} of {rows}, float {} of {rows}; both name one class for {}\n",
        whole(classes.integer_right),
        whole(classes.float_right),
        whole(classes.same),
        rows = whole(data.rows)
    );
    if classes.confusion.is_empty() || classes.confusion.len() > MATRIX {
        for (truth, named, count) in &classes.mistakes {
            let _ = writeln!(text, "  {} taken for {}: {}", shown(truth), shown(named), whole(count));
        }
        return text;
    }
    let label = |label: &String| shown(label).chars().take(LABEL).collect::<String>();
    let heads: Vec<String> =
        ["is, named".to_owned()].into_iter().chain(report.model.labels.iter().map(label)).collect();
    let mut table = Table::new(heads.iter().map(String::as_str));
    for (name, row) in report.model.labels.iter().zip(&classes.confusion) {
        table.row([label(name)].into_iter().chain(row.iter().map(whole)));
    }
    let _ = write!(text, "{table}");
    text
}
