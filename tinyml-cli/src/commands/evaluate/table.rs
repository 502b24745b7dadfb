//! The predictions as CSV: one line for each row of the data, in its order.

use tinyml_compiler::network::{Network, Outputs};
use tinyml_trainer::{Dataset, Targets};

use crate::intermediate::names;
use crate::predictions::Prediction;

/// The whole file.
pub(super) fn csv(network: &Network, dataset: &Dataset, predictions: &[Prediction]) -> Vec<u8> {
    let mut lines = vec![header(network)];
    for (row, prediction) in predictions.iter().enumerate() {
        let mut cells: Vec<String> = prediction.raw.iter().map(i32::to_string).collect();
        match &dataset.targets {
            Targets::Classes { labels, class } => {
                let (float, integer) = prediction.classes();
                cells.extend([class[row], float, integer].map(|class| labels[class].clone()));
                cells.extend(prediction.integer.iter().map(i32::to_string));
            }
            Targets::Values { outputs, y } => {
                for at in 0..*outputs {
                    let values = [y[row * outputs + at], prediction.float[at], prediction.real[at]];
                    cells.extend(values.map(|value| value.to_string()));
                    cells.push(prediction.integer[at].to_string());
                }
            }
        }
        lines.push(cells);
    }
    lines.iter().map(|cells| line(cells)).collect::<String>().into_bytes()
}

/// `adc_mv_raw,temp_c,temp_c_float,temp_c_integer,temp_c_raw`
fn header(network: &Network) -> Vec<String> {
    let mut cells: Vec<String> = names(network).iter().map(|name| format!("{name}_raw")).collect();
    match &network.outputs {
        Outputs::Classes { output, labels } => {
            cells.extend(["", "_float", "_integer"].map(|side| format!("{}{side}", output.name)));
            cells.extend(labels.iter().map(|label| format!("{label}_raw")));
        }
        Outputs::Values(outputs) => {
            let columns = |name: &str| ["", "_float", "_integer", "_raw"].map(|side| format!("{name}{side}"));
            cells.extend(outputs.iter().flat_map(|output| columns(&output.name)));
        }
    }
    cells
}

/// RFC 4180: what holds a comma, a quote or a line break is quoted, and its quotes are doubled.
fn line(cells: &[String]) -> String {
    let cell = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_with_commas_are_quoted() {
        assert_eq!(line(&["a".to_owned(), "b, \"c\"".to_owned()]), "a,\"b, \"\"c\"\"\"\n");
    }
}
