//! What stands on the struct stays on the struct: documentation, derives, conditions, visibility.
#![deny(warnings, missing_docs)]

use tinyml::tinyml_model;

/// Documentation behind the derive, the attribute between them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[tinyml_model("weights/line.json")]
/// More documentation.
#[derive(Eq, Hash)]
#[must_use]
pub struct Line;

/// Its faults have a name of their own.
#[tinyml_model("weights/line.json", faults = Trouble)]
#[cfg(not(doctest))]
pub struct Sensor;

/// Gone with its faults.
#[tinyml_model("weights/line.json")]
#[cfg(any())]
pub struct GoneSensor;

/// Gone, and all that would be generated with it.
#[tinyml_model("weights/kind.json")]
#[cfg(any())]
pub struct Gone;

/// Gone before the attribute is looked at, whose file does not exist.
#[cfg(any())]
#[tinyml_model("weights/nowhere.json")]
pub struct NeverThere;

/// Not gone.
#[tinyml_model("weights/kind.json", classes = Kinds)]
#[cfg(not(doctest))]
#[cfg_attr(all(), derive(Clone))]
pub struct Kind;

/// Of no use any more.
#[deprecated(note = "use `Line`")]
#[tinyml_model("weights/kind.json")]
pub struct Old;

/// Behind the attribute as well.
#[tinyml_model("weights/line.json", quant("i8", fc1 = "i16"), activations = "i8", max_error = 5)]
#[deprecated]
#[allow(dead_code, reason = "the attribute is what is tried")]
struct Older;

#[cfg(test)]
mod tests {
    use super::{Kind, Kinds, Line, LineFault, Sensor, Trouble};

    #[test]
    fn derives_work() {
        let line = Line;
        assert_eq!((line, format!("{line:?}")), (Line, "Line".to_owned()));
        assert_eq!(Kind.clone().classify(100, -50), Kinds::High);
        assert_eq!(Line.infer_or_fault(0), Err(LineFault::ShortCircuit));
        assert_eq!(Sensor.infer_or_fault(0), Err(Trouble::ShortCircuit));
        assert_eq!(Kinds::ALL.map(Kinds::label), ["low", "high", "NO FAULT"]);
    }
}
