//! The figures of an evaluation as tables.

use tinyml_compiler::diagnostic::count;
use tinyml_compiler::network::Network;
use tinyml_trainer::metrics::{ClassMetrics, Metrics, ValueMetrics};
use tinyml_trainer::{Dataset, Targets};

use crate::intermediate::outputs;
use crate::output::TITLE;
use crate::predictions::{Apart, Figures};
use crate::table::Table;

/// All figures.
pub(super) fn text(network: &Network, dataset: &Dataset, figures: &Figures) -> String {
    let rows = count(dataset.rows(), "row");
    match (&figures.float, &figures.integer, &figures.apart) {
        (Metrics::Values(float), Metrics::Values(integer), Apart::Values(apart)) => {
            let one = |at: usize| {
                let output = outputs(network)[at];
                let unit = output.unit.as_deref().map_or(String::new(), |unit| format!(" in {unit}"));
                let table = values([&float[at], &integer[at], &apart[at]]);
                format!("{TITLE}{}{unit}, {rows}{TITLE:#}\n{table}", output.name)
            };
            (0..float.len()).map(one).collect::<Vec<_>>().join("\n")
        }
        (Metrics::Classes(float), Metrics::Classes(integer), Apart::Agree(agree)) => {
            let confusion = confusion(integer, &dataset.targets);
            format!("{TITLE}classes, {rows}{TITLE:#}\n{}\n{confusion}", classes(float, integer, *agree))
        }
        // Both networks are compared with the same targets.
        (Metrics::Values(_) | Metrics::Classes(_), ..) => String::new(),
    }
}

fn values(figures: [&ValueMetrics; 3]) -> Table {
    let mut table = Table::new(["", "RMSE", "mean magnitude", "worst", "in row"]);
    for (name, figures) in ["float network", "integer network", "integer from float"].iter().zip(figures) {
        let cells = [figures.rms, figures.mean_absolute, figures.worst].map(|value| format!("{value:.4}"));
        table.row([(*name).to_owned()].into_iter().chain(cells).chain([(figures.worst_row + 1).to_string()]));
    }
    table
}

fn classes(float: &ClassMetrics, integer: &ClassMetrics, agree: usize) -> Table {
    let mut table = Table::new(["", "right", "of", "accuracy"]);
    let right = |metrics: &ClassMetrics| metrics.rows - metrics.wrong.len();
    let lines =
        [("float network", right(float)), ("integer network", right(integer)), ("integer as float", agree)];
    for (name, rows) in lines {
        let share = 100.0 * rows as f64 / float.rows.max(1) as f64;
        table.row([name.to_owned(), rows.to_string(), float.rows.to_string(), format!("{share:.2} %")]);
    }
    table
}

/// What the integer network says, a column for each class, of the rows of each class.
fn confusion(integer: &ClassMetrics, targets: &Targets) -> String {
    let Targets::Classes { labels, .. } = targets else {
        return String::new();
    };
    let mut table = Table::new(["class \\ told"].into_iter().chain(labels.iter().map(String::as_str)));
    for (label, told) in labels.iter().zip(&integer.confusion) {
        table.row([label.clone()].into_iter().chain(told.iter().map(usize::to_string)));
    }
    table.to_string()
}
