//! What is said of calibration files that cannot be used.

use super::{CalibrationFile, MAX_VALUES};
use crate::diagnostic::{Blame, Code, Diagnostic, Place, count};

/// Something wrong with the file as a whole.
pub(super) fn wrong(code: Code, file: &CalibrationFile, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, message).placed(Place::file(&file.display)).blame(Blame::Argument("calibration"))
}

/// A file that is not what its name says, or not in a form that is read; `what` completes "the calibration set …".
pub(super) fn format(file: &CalibrationFile, what: &str) -> Diagnostic {
    wrong(Code::CalibrationFormat, file, format!("the calibration set {what}"))
        .expected("an array of NumPy (`.npy`) in C order of float32, float64, int8, uint8 or int16, or CSV")
}

/// NaN or infinity; samples and values count from zero.
pub(super) fn not_finite(file: &CalibrationFile, at: usize, width: usize, value: f64) -> Diagnostic {
    let (sample, index) = (at / width.max(1), at % width.max(1));
    let message = format!("sample {sample} of the calibration set has a value that is not finite");
    wrong(Code::CalibrationNotFinite, file, message)
        .found(format!("`{value}` as value {index} of the sample"))
        .help("leave the sample out, and find where the value comes from")
}

/// No samples.
pub(super) fn empty(file: &CalibrationFile) -> Diagnostic {
    wrong(Code::CalibrationEmpty, file, "the calibration set has no samples")
        .expected("a hundred typical inputs")
        .help("take them from the data that the network was trained with")
}

/// More values than are kept.
pub(super) fn too_large(file: &CalibrationFile, values: usize) -> Diagnostic {
    wrong(Code::CalibrationTooLarge, file, "the calibration set is too large")
        .expected(format!("at most {}", count(MAX_VALUES, "value")))
        .found(count(values, "value"))
        .help("every build runs it: a hundred typical inputs are enough")
}

/// Samples that are no inputs of the network.
pub(super) fn shape(file: &CalibrationFile, expected: String, found: String, help: &str) -> Diagnostic {
    wrong(Code::CalibrationShape, file, "the samples of the calibration set are not inputs of the model")
        .expected(expected)
        .found(found)
        .help(help)
}
