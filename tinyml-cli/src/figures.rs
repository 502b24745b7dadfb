//! Figures of merit as JSON, the same in every command. Rows are counted from 1, as in the messages about data.

use serde_json::{Value as Json, json};
use tinyml_trainer::metrics::{ClassMetrics, Metrics, ValueMetrics};

/// A list with an element for each output, or the figures of the classes.
pub fn metrics(metrics: &Metrics) -> Json {
    match metrics {
        Metrics::Values(outputs) => outputs.iter().map(values).collect(),
        Metrics::Classes(all) => classes(all),
    }
}

/// Figures of one output, in its unit.
pub fn values(values: &ValueMetrics) -> Json {
    json!({
        "rmse": values.rms,
        "mean_absolute": values.mean_absolute,
        "worst": values.worst,
        "worst_row": values.worst_row + 1,
        "r_squared": values.r_squared,
    })
}

/// Figures of a classifier.
pub fn classes(classes: &ClassMetrics) -> Json {
    json!({
        "accuracy": classes.accuracy,
        "rows": classes.rows,
        "confusion": classes.confusion,
        "wrong_rows": classes.wrong.iter().map(|row| row + 1).collect::<Vec<_>>(),
    })
}
