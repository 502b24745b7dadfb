//! The figures of an evaluation as tables.

use tinyml_compiler::diagnostic::count;
use tinyml_trainer::{Dataset, Targets};

use crate::output::TITLE;
use crate::predictions::{Deviation, Figures, Fit, Hits};
use crate::table::Table;

/// All figures.
pub(super) fn text(dataset: &Dataset, figures: &Figures) -> String {
    let rows = count(dataset.rows(), "row");
    match figures {
        Figures::Values(fits) => fits.iter().map(|fit| values(fit, &rows)).collect::<Vec<_>>().join("\n"),
        Figures::Classes(hits) => classes(hits, &dataset.targets, &rows),
    }
}

fn values(fit: &Fit, rows: &str) -> String {
    let unit = fit.unit.as_deref().map_or(String::new(), |unit| format!(" in {unit}"));
    let mut table = Table::new(["", "RMSE", "mean", "worst", "in row"]);
    let mut row = |name: &str, deviation: &Deviation| {
        let figures = [deviation.rmse, deviation.mean, deviation.worst].map(|value| format!("{value:.4}"));
        let cells = [name.to_owned()].into_iter().chain(figures).chain([(deviation.row + 1).to_string()]);
        table.row(cells);
    };
    row("float network", &fit.float);
    row("integer network", &fit.integer);
    row("integer from float", &fit.apart);
    format!("{TITLE}{}{unit}, {rows}{TITLE:#}\n{table}", fit.name)
}

fn classes(hits: &Hits, targets: &Targets, rows: &str) -> String {
    let mut table = Table::new(["", "right", "of", "accuracy"]);
    let mut row = |name: &str, right: usize| {
        let share = 100.0 * right as f64 / hits.rows.max(1) as f64;
        table.row([name.to_owned(), right.to_string(), hits.rows.to_string(), format!("{share:.2} %")]);
    };
    row("float network", hits.float);
    row("integer network", hits.integer);
    row("integer as float", hits.agree);
    format!("{TITLE}classes, {rows}{TITLE:#}\n{table}\n{}", confusion(hits, targets))
}

/// What the integer network says, a column for each class, of the rows of each class.
fn confusion(hits: &Hits, targets: &Targets) -> String {
    let Targets::Classes { labels, .. } = targets else {
        return String::new();
    };
    let mut table = Table::new(["class \\ told"].into_iter().chain(labels.iter().map(String::as_str)));
    for (label, told) in labels.iter().zip(&hits.confusion) {
        table.row([label.clone()].into_iter().chain(told.iter().map(usize::to_string)));
    }
    table.to_string()
}
