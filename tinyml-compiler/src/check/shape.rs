//! Shapes: rows of one length, and layers that fit each other.

use super::output::Ends;
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count};
use crate::json::Matrix;
use crate::model::LayerDraft;

/// How many wrong rows of one layer are shown.
const SHOWN_ROWS: usize = 5;

/// What gives a layer its values.
pub(super) struct Before {
    /// How many values, if that is known.
    width: Option<usize>,
    /// Half a sentence: `layer `fc1` has 8 outputs`.
    gives: String,
}

impl Before {
    /// The inputs of the model.
    pub(super) fn inputs(width: Option<usize>) -> Self {
        let gives = format!("the inputs have {}", count(width.unwrap_or_default(), "value"));
        Self { width, gives }
    }

    /// Something that wants rows of so many weights; `gives` says why.
    pub(super) fn wanting(width: usize, gives: String) -> Self {
        Self { width: Some(width), gives }
    }

    /// A layer that comes next, whatever is wrong with it.
    pub(super) fn after(&self, draft: &LayerDraft, title: &str) -> Self {
        let weights = draft.weights.as_ref().ok().filter(|weights| weights.rows() > 0);
        // One message about a transposed matrix is enough: the layer behind it is measured against what was
        // meant.
        let width = weights.map(|weights| self.transposed(weights).unwrap_or(weights.rows()));
        let gives = format!("{title} has {}", count(width.unwrap_or_default(), "output"));
        Self { width, gives }
    }

    /// `Some(outputs)` if a matrix would fit with its rows and columns exchanged, and does not fit as it is.
    fn transposed(&self, matrix: &Matrix) -> Option<usize> {
        let columns = matrix.width(0);
        let swapped = self.width == Some(matrix.rows()) && self.width != Some(columns);
        (swapped && matrix.rows_other_than(columns).is_empty()).then_some(columns)
    }

    /// Something that could not be read.
    pub(super) fn unknown() -> Self {
        Self { width: None, gives: String::new() }
    }
}

/// Weights whose rows have one length.
pub(super) struct Weights {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) values: Vec<f64>,
}

/// Checks the weights of the layer at `at`.
pub(super) fn weights(
    matrix: Matrix,
    title: &str,
    before: &Before,
    at: &Spot,
    report: &mut Report,
) -> Checked<Weights> {
    let at = at.key("weights");
    if matrix.rows() == 0 {
        return Err(report.push(empty(title, "no output units", &at)));
    }
    if let Some(row) = (0..matrix.rows()).find(|&row| matrix.width(row) == 0) {
        return Err(report.push(empty(title, &format!("no weights in row {row}"), &at.index(row))));
    }
    let first = matrix.width(0);
    let even = matrix.rows_other_than(first).is_empty();
    match before.width {
        Some(width) if even && width != first => {
            return Err(report.push(misfit(&matrix, first, width, title, before, &at)));
        }
        Some(width) => ragged(&matrix, width, title, &before.gives, &at, report)?,
        None => ragged(&matrix, first, title, &format!("row 0 has {first}"), &at, report)?,
    }
    Ok(Weights { inputs: first, outputs: matrix.rows(), values: matrix.values })
}

/// Checks that each unit has its bias, as far as the number of units is known.
pub(super) fn bias(
    bias: Vec<f64>,
    rows: Option<usize>,
    title: &str,
    at: &Spot,
    report: &mut Report,
) -> Checked<Vec<f64>> {
    match rows {
        Some(rows) if rows != bias.len() => Err(report.push(
            Diagnostic::new(
                Code::BiasLength,
                format!("{title} has {}, but {}", count(rows, "output"), count(bias.len(), "bias")),
            )
            .at(&at.key("bias"))
            .expected(count(rows, "number"))
            .found(count(bias.len(), "number"))
            .help("one bias for each row of `weights`; write zeros if the layer was trained without"),
        )),
        _ => Ok(bias),
    }
}

/// Checks that the last layer has a row for each output or label.
pub(super) fn fits_ends(rows: usize, ends: Ends, title: &str, at: &Spot, report: &mut Report) {
    let (wanted, noun) = match ends {
        Ends::Values(outputs) => (outputs, "output"),
        Ends::Labels(labels) => (labels, "label"),
    };
    if rows == wanted {
        return;
    }
    let message = format!(
        "{title} is the last and has {}, but the model has {}",
        count(rows, "row"),
        count(wanted, noun)
    );
    let help = match ends {
        Ends::Labels(2) if rows == 1 => "a yes-or-no classifier needs a row for each of its two labels",
        Ends::Labels(_) => "each row gives the score of one label",
        Ends::Values(_) => "each row gives the value of one output",
    };
    report.push(
        Diagnostic::new(Code::OutputCount, message)
            .at(&at.key("weights"))
            .expected(count(wanted, "row"))
            .found(count(rows, "row"))
            .help(help),
    );
}

fn empty(title: &str, what: &str, at: &Spot) -> Diagnostic {
    Diagnostic::new(Code::EmptyLayer, format!("{title} has {what}"))
        .at(at)
        .expected("at least one row with at least one weight")
}

fn misfit(
    matrix: &Matrix,
    found: usize,
    wanted: usize,
    title: &str,
    before: &Before,
    at: &Spot,
) -> Diagnostic {
    let message = format!("{title} takes {}, but {}", count(found, "value"), before.gives);
    let diagnostic = Diagnostic::new(Code::LayerInputs, message)
        .at(at)
        .expected(format!("rows of {}", count(wanted, "weight")))
        .found(format!("rows of {}", count(found, "weight")));
    match before.transposed(matrix).is_some() {
        true => diagnostic.help(
            "the matrix looks transposed: write one array for each output unit (Keras has it the other way)",
        ),
        false => {
            diagnostic.help("one array for each output unit, with one weight for each value that comes in")
        }
    }
}

/// Reports rows that are not `wanted` long; the first few, since where one is wrong most are.
fn ragged(
    matrix: &Matrix,
    wanted: usize,
    title: &str,
    because: &str,
    at: &Spot,
    report: &mut Report,
) -> Checked<()> {
    let wrong = matrix.rows_other_than(wanted);
    let more = wrong.len().saturating_sub(SHOWN_ROWS);
    let mut result = Ok(());
    for (nth, row) in wrong.into_iter().take(SHOWN_ROWS).enumerate() {
        let width = matrix.width(row);
        let message = format!("{title} row {row} has {}, but {because}", count(width, "weight"));
        let diagnostic = Diagnostic::new(Code::RowLength, message)
            .at(&at.index(row))
            .expected(count(wanted, "weight"))
            .found(count(width, "weight"));
        result = Err(report.push(match nth + 1 == SHOWN_ROWS && more > 0 {
            true => diagnostic.help(format!("{} of this layer have a wrong length, too", count(more, "row"))),
            false => diagnostic
                .help("a row holds the weights of one output unit, one for each value that comes in"),
        }));
    }
    result
}
