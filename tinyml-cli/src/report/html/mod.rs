//! The report as one HTML page: no script, no request, nothing but itself.
//!
//! Foreign text goes through [`escaped`] wherever it stands. A policy in the head forbids scripts and requests, so that even
//! a slip could not be used.

mod figure;
mod forms;
mod layers;
mod samples;

use super::data::{Entry, Port, Report};
use super::names::{amount, place, whole};
use crate::plot::figures;
use crate::plot::svg::escaped;
use figure::Figures;

const STYLE: &str = include_str!("page.css");

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The whole page.
pub(crate) fn page(report: &Report) -> String {
    let mut figures = Figures::default();
    let title = escaped(&report.model.name);
    let sections = [
        header(report),
        verdict(report),
        fit(report, &mut figures),
        deviation(report, &mut figures),
        forms::section(report),
        layers::section(report, &mut figures),
        weights(report, &mut figures),
        learning(report, &mut figures),
    ];
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title}: tinyml model report</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{}{}</body>\n</html>\n",
        sections.concat(),
        footer(report)
    )
}

fn header(report: &Report) -> String {
    let model = &report.model;
    let lead = model
        .description
        .as_ref()
        .map_or(String::new(), |text| format!("<p class=\"lead\">{}</p>\n", escaped(text)));
    let ports: String = model.inputs.iter().map(|port| self::port("in", port)).collect();
    let ports = ports + &model.outputs.iter().map(|port| self::port("out", port)).collect::<String>();
    let labels = match &model.labels[..] {
        [] => String::new(),
        labels => {
            let names: Vec<String> = labels.iter().take(12).map(|label| escaped(label)).collect();
            let more = if labels.len() > 12 {
                format!(", … {} classes in all", whole(labels.len()))
            } else {
                String::new()
            };
            format!("<li><span>classes</span> {}{more}</li>\n", names.join(", "))
        }
    };
    format!(
        "<header>\n<p class=\"kicker\">tinyml model report</p>\n<h1>{}</h1>\n{lead}\
         <ul class=\"signature\">\n{ports}{labels}</ul>\n</header>\n<main>\n",
        escaped(&model.name)
    )
}

fn port(way: &str, port: &Port) -> String {
    let length = port.length.map_or(String::new(), |length| format!("[{length}]"));
    let unit = port.unit.as_deref();
    let [low, high] = port.range.map(|raw| raw as f64 * port.scale);
    let range = format!("{} to {}", amount(low, None), amount(high, unit));
    let step =
        if port.scale == 1.0 { String::new() } else { format!(", in steps of {}", amount(port.scale, unit)) };
    format!(
        "<li><span>{way}</span> <code>{}: {}{length}</code> {}</li>\n",
        escaped(&port.name),
        port.ty,
        escaped(&format!("{range}{step}"))
    )
}

/// What the model promises, and what it costs.
fn verdict(report: &Report) -> String {
    let errors = &report.errors;
    let unit = errors.unit.as_deref();
    let points = whole(errors.points);
    let verdict = match errors.proved {
        true => format!(
            "<span class=\"amount\">≤ {}</span> from its float network, over all {points} declared inputs \
             <span class=\"tag proved\">proved</span>",
            escaped(&amount(report.promise.max_error, unit))
        ),
        false => format!(
            "<span class=\"amount\">{}</span> from its float network at worst, over {points} sampled inputs \
             <span class=\"tag sample\">sample</span></p>\n<p class=\"note\">No declared input deviates by more than {}: \
             a sound bound, far from tight, and what <code>max_error</code> has to allow.",
            escaped(&amount(errors.worst, unit)),
            escaped(&amount(errors.bound, unit))
        ),
    };
    let several = errors.worst_at.len() > 1 || errors.worst_at.iter().any(|at| at.more > 0);
    let place = match several {
        true => format!("<p class=\"note\">Worst at {}.</p>\n", escaped(&place(&errors.worst_at))),
        false => String::new(),
    };
    format!(
        "<section class=\"verdict\" aria-label=\"Result\">\n<p>{verdict}</p>\n{place}\
         <pre tabindex=\"0\"><code>{}</code></pre>\n{}</section>\n",
        code(&report.promise.attribute),
        facts(report, several)
    )
}

/// Text of several lines.
fn code(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("\n")
}

fn facts(report: &Report, several: bool) -> String {
    let (errors, cost) = (&report.errors, &report.cost);
    let unit = errors.unit.as_deref();
    let of = match report.model.outputs.len() > 1 || !report.model.labels.is_empty() {
        true => format!("of {}", errors.worst_output),
        false => String::new(),
    };
    let worst_at = if several { of } else { format!("at {} {of}", place(&errors.worst_at)) };
    let mut facts = vec![
        ("Worst deviation".to_owned(), amount(errors.worst, unit), worst_at),
        ("Mean deviation".to_owned(), amount(errors.mean, unit), format!("RMS {}", amount(errors.rms, unit))),
    ];
    if let Some(same) = errors.same_class {
        let part = same as f64 / errors.points.max(1) as f64;
        facts.push((
            "Same class as float".to_owned(),
            percent(part),
            format!("{} of {}", whole(same), whole(errors.points)),
        ));
    }
    facts.push(("Multiplications".to_owned(), whole(cost.macs), "one inference".to_owned()));
    for target in &cost.targets {
        let (flash, instructions) =
            (format!("Flash, {}", target.target), format!("Instructions, {}", target.target));
        let data = format!("{} B of it data; an estimate", whole(target.data_bytes));
        facts.push((flash, format!("{} B", whole(target.flash_bytes)), data));
        facts.push((instructions, whole(target.instructions), "of one inference; an estimate".to_owned()));
    }
    facts.push((
        "RAM".to_owned(),
        format!("{} B static", cost.ram_bytes),
        format!("{} B of activations on the stack", whole(cost.stack_bytes)),
    ));
    let settings = &report.settings;
    let own: String =
        settings.overrides.iter().map(|Entry { key, value }| format!(", {key} {value}")).collect();
    facts.push((
        "Weights".to_owned(),
        format!("{}{own}", settings.quant),
        format!("activations {}", settings.activations),
    ));
    let one = |(title, value, note): (String, String, String)| {
        format!(
            "<div><dt>{}</dt><dd>{}<small>{}</small></dd></div>\n",
            escaped(&title),
            escaped(&value),
            escaped(&note)
        )
    };
    format!("<dl class=\"facts\">\n{}</dl>\n", facts.into_iter().map(one).collect::<String>())
}

/// `97.5 %`
fn percent(part: f64) -> String {
    // Not quite all is never shown as all.
    let shown = if part < 1.0 { (part * 1000.0).floor() / 10.0 } else { 100.0 };
    format!("{shown} %")
}

fn fit(report: &Report, figures: &mut Figures) -> String {
    let charts = figures::fit(report);
    let table = report.data.as_ref().map_or(String::new(), |data| samples::tables(report, data));
    if charts.is_empty() && table.is_empty() {
        return String::new();
    }
    let title = if report.data.is_some() { "Fit over the data" } else { "What it computes" };
    let charts = match &charts[..] {
        [chart] => figures.large(chart),
        charts => format!(
            "<div class=\"pair\">\n{}</div>\n",
            charts.iter().map(|chart| figures.small(chart)).collect::<String>()
        ),
    };
    format!("<section>\n<h2>{title}</h2>\n{charts}{table}</section>\n")
}

fn deviation(report: &Report, figures: &mut Figures) -> String {
    let charts: String = figures::errors(report).iter().map(|chart| figures.large(chart)).collect();
    format!(
        "<section>\n<h2>Deviation from the float network</h2>\n<p class=\"note\">The integer network as the chip runs it, less the \
         float network of the file. What training did not fit is not in it.</p>\n{charts}</section>\n"
    )
}

fn weights(report: &Report, figures: &mut Figures) -> String {
    let charts: String = figures::weights(report).iter().map(|chart| figures.small(chart)).collect();
    let left = report.layers.len() - report.plots.weights.len().min(report.layers.len());
    let more =
        if left > 0 { format!("<p class=\"note\">… and {left} more layers.</p>\n") } else { String::new() };
    format!("<section>\n<h2>Weights</h2>\n<div class=\"pair\">\n{charts}</div>\n{more}</section>\n")
}

fn learning(report: &Report, figures: &mut Figures) -> String {
    let chart = figures::history(report).map_or(String::new(), |chart| figures.large(&chart));
    let entry =
        |Entry { key, value }: &Entry| format!("<dt>{}</dt><dd>{}</dd>\n", escaped(key), escaped(value));
    let entries: String = report.training.iter().map(entry).collect();
    if chart.is_empty() && entries.is_empty() {
        return String::new();
    }
    let entries =
        if entries.is_empty() { entries } else { format!("<dl class=\"pairs\">\n{entries}</dl>\n") };
    format!("<section>\n<h2>Training</h2>\n{chart}{entries}</section>\n")
}

fn footer(report: &Report) -> String {
    format!(
        "</main>\n<footer>\n<p class=\"note\">Printed by <code>cargo tinyml report</code> from <code>{}</code>. \
         <b>Proved</b>: every declared input was run by the kernels of the chip. <b>Sample</b>: only some were. \
         <b>Estimate</b>: from a model of the core, not measured.</p>\n</footer>\n",
        escaped(&report.model.file)
    )
}
