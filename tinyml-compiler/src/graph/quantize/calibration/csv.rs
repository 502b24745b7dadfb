//! Calibration sets as CSV: a row for each sample, a column for each value, in the order of the input's elements.

use super::{CalibrationFile, MAX_VALUES, messages};
use crate::dataset::cell::number;
use crate::dataset::{Mistakes, Table};
use crate::diagnostic::{Blame, Code, Report, count};

/// The values of all samples, one after the other.
pub(super) fn read(file: &CalibrationFile, width: usize) -> Result<Vec<f64>, Report> {
    rows(file, width).map_err(|report| report.blame(Blame::Argument("calibration")))
}

fn rows(file: &CalibrationFile, width: usize) -> Result<Vec<f64>, Report> {
    let mut table = Table::read(file.bytes.as_slice(), file.display.clone())?;
    if table.header().len() != width {
        let help = "a column for each value of the input, in the order of its elements, and none beside";
        let (wanted, found) = (count(width, "column"), count(table.header().len(), "column"));
        return Err(messages::shape(file, wanted, found, help).into());
    }
    let mut values = Vec::new();
    let mut mistakes = Mistakes::default();
    while table.next_row()? {
        if let Err(diagnostic) = table.check_width() {
            mistakes.push(Code::RaggedRow, || *diagnostic);
            continue;
        }
        for column in 0..width {
            match number(table.cell(column)) {
                Ok(value) => values.push(value),
                Err(wrong) => mistakes.push(wrong.code(), || {
                    let help = "write the number alone";
                    wrong.diagnostic(
                        &table,
                        column,
                        help,
                        "a calibration set holds the values of the inputs alone",
                    )
                }),
            }
        }
        if values.len() > MAX_VALUES {
            return Err(messages::too_large(file, values.len()).into());
        }
    }
    match (mistakes.is_empty(), values.is_empty()) {
        (false, _) => Err(mistakes.report()),
        (true, true) => Err(messages::empty(file).into()),
        (true, false) => Ok(values),
    }
}
