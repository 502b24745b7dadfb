//! The data on the page: residuals of a regression, the confusion matrix of a classifier.
//!
//! The matrix is a table whose cells are shaded, not a drawing: its numbers can be read aloud, and copied.

use super::figure::scrolling;
use super::percent;
use crate::plot::svg::escaped;
use crate::report::data::{Classes, Fit, Report, Residuals, Samples};
use crate::report::names::{amount, whole};

/// More classes than this have their names written upwards.
const FEW: usize = 6;

/// Above this share of its row a cell is so dark that its number turns light.
const DEEP: f64 = 0.55;

pub(super) fn tables(report: &Report, data: &Samples) -> String {
    let outside = match data.outside {
        0 => String::new(),
        rows => format!(" {} of them have an input outside of its range, which was clamped.", whole(rows)),
    };
    let about = format!(
        "<p class=\"note\">{} samples of <code>{}</code>.{outside}</p>\n",
        whole(data.rows),
        escaped(&data.file)
    );
    let fits = if data.outputs.is_empty() {
        String::new()
    } else {
        scrolling("Residuals on the data", "", &residuals(&data.outputs))
    };
    let classes = data.classes.as_ref().map_or(String::new(), |classes| self::classes(report, data, classes));
    format!("{about}{fits}{classes}")
}

fn residuals(fits: &[Fit]) -> String {
    let row = |fit: &Fit, kind: &str, found: &Residuals| {
        let amount = |value: f64| escaped(&amount(value, fit.unit.as_deref()));
        format!(
            "<tr><th scope=\"row\">{}, {kind}</th><td>{}</td><td>{}</td><td>{}<small>row {}</small></td><td>{}</td></tr>\n",
            escaped(&fit.name),
            amount(found.rms),
            amount(found.mean),
            amount(found.worst),
            whole(found.worst_row),
            amount(found.bias)
        )
    };
    let rows = fits.iter().map(|fit| row(fit, "integer", &fit.integer) + &row(fit, "float", &fit.float));
    format!(
        "<table>\n<thead><tr><th scope=\"col\" class=\"words\">residuals</th><th scope=\"col\">RMS</th>\
         <th scope=\"col\">mean magnitude</th><th scope=\"col\">worst</th><th scope=\"col\">bias</th></tr></thead>\n\
         <tbody>\n{}</tbody>\n</table>\n",
        rows.collect::<String>()
    )
}

fn classes(report: &Report, data: &Samples, classes: &Classes) -> String {
    let part = |count: usize| percent(count as f64 / data.rows.max(1) as f64);
    let of = |count: usize| format!("{} of {}", whole(count), whole(data.rows));
    let fact = |title: &str, count: usize| {
        format!("<div><dt>{title}</dt><dd>{}<small>{}</small></dd></div>\n", part(count), of(count))
    };
    let facts = format!(
        "<dl class=\"facts\">\n{}{}{}</dl>\n",
        fact("Right, integer", classes.integer_right),
        fact("Right, float", classes.float_right),
        fact("Both agree", classes.same)
    );
    let matrix = if classes.confusion.is_empty() {
        String::new()
    } else {
        let kind = if report.model.labels.len() > FEW { "matrix many" } else { "matrix" };
        let title = "<h3 id=\"confusion\">Confusion matrix of the integer network</h3>\n";
        title.to_owned()
            + &scrolling("Confusion matrix", kind, &matrix(&report.model.labels, &classes.confusion))
    };
    let mistake = |(truth, named, count): &(String, String, usize)| {
        format!("<li>{} taken for {}: {}</li>\n", escaped(truth), escaped(named), whole(count))
    };
    let mistakes: String = classes.mistakes.iter().map(mistake).collect();
    let mistakes = match (classes.confusion.is_empty(), mistakes.is_empty()) {
        (true, false) => format!("<h3>Commonest mistakes</h3>\n<ul>\n{mistakes}</ul>\n"),
        _ => String::new(),
    };
    format!("{facts}{matrix}{mistakes}")
}

fn matrix(labels: &[String], confusion: &[Vec<usize>]) -> String {
    let heads: String =
        labels.iter().map(|label| format!("<th scope=\"col\">{}</th>", escaped(label))).collect();
    let row = |(label, row): (&String, &Vec<usize>)| {
        let total = row.iter().sum::<usize>().max(1);
        let cell = |count: &usize| {
            let part = *count as f64 / total as f64;
            let deep = if part > DEEP { " class=\"deep\"" } else { "" };
            format!("<td{deep} style=\"--part: {:.0}%\">{}</td>", part * 100.0, whole(count))
        };
        format!(
            "<tr><th scope=\"row\">{}</th>{}</tr>\n",
            escaped(label),
            row.iter().map(cell).collect::<String>()
        )
    };
    format!(
        "<table aria-labelledby=\"confusion\">\n<thead><tr><th scope=\"col\">is ↓ named →</th>{heads}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        labels.iter().zip(confusion).map(row).collect::<String>()
    )
}
