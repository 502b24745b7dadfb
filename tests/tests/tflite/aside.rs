//! Cases in which the importer does not give the reference's bytes, each with its reason. The suite fails when one of
//! them starts to agree, so that the list never says more than is true.

/// Folder, model, and why it is set aside.
pub(crate) const ASIDE: &[(&str, &str, &str)] = &[
    ("../shared/golden", "hello_world_float", FLOATS),
    (OWN, "digits_conv_float", FLOATS),
];

const OWN: &str = "tests/tflite/golden";
const FLOATS: &str =
    "floats: it is quantised with a calibration set, so that its bits are nobody's reference";

/// Why a model is set aside, if it is.
pub(crate) fn reason(folder: &str, model: &str) -> Option<&'static str> {
    ASIDE.iter().find(|(place, name, _)| (*place, *name) == (folder, model)).map(|(.., reason)| *reason)
}
