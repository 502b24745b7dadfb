//! What each raw value of an input says: a measurement, a declared fault, or nothing that the model was made for.
//!
//! These three divide the input's type among them, so that firmware gets a value only where there is one. Nothing here
//! reports: `check` has made sure that no raw value means two things.

use crate::check::camel_case;
use crate::network::{Fault, Input, Network};

/// Why a raw value is no measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause<'a> {
    /// It means a fault, by the model file.
    Declared(&'a Fault),
    /// It means no fault, but lies outside of the calibrated range.
    BeyondCalibration,
    /// It means no fault, but lies outside of the declared range, of an input that has no calibrated one.
    OutOfRange,
}

/// One variant of the enum of faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant<'a> {
    /// Rust's name of it: `OpenCircuit`, or `AdcMvOpenCircuit` where the model has several inputs.
    pub name: String,
    /// Index of its input.
    pub input: usize,
    /// What it stands for.
    pub cause: Cause<'a>,
}

impl Cause<'_> {
    /// The name in the form of a model file's.
    pub fn name(&self) -> &str {
        match self {
            Self::Declared(fault) => &fault.name,
            Self::BeyondCalibration => "beyond_calibration",
            Self::OutOfRange => "out_of_range",
        }
    }
}

impl Input {
    /// The raw values that are measurements, in ascending order, both ends of each range included: the calibrated range, or
    /// the declared one without the faults in it.
    pub fn measurements(&self) -> Vec<(i64, i64)> {
        if let Some(calibrated) = self.faults.calibrated {
            return vec![calibrated];
        }
        let mut faults: Vec<(i64, i64)> =
            self.faults.declared.iter().map(|fault| (fault.min, fault.max)).collect();
        faults.sort_unstable();
        let (mut ranges, mut from) = (Vec::new(), self.min);
        for (min, max) in faults {
            ranges.push((from, self.max.min(min - 1)));
            from = from.max(max + 1);
        }
        ranges.push((from, self.max));
        ranges.retain(|(min, max)| min <= max);
        ranges
    }

    /// What a raw value is that is neither a measurement nor a declared fault, if the input's type has one.
    pub fn otherwise(&self) -> Option<Cause<'_>> {
        let size = |(min, max): (i64, i64)| max - min + 1;
        let declared = self.faults.declared.iter().map(|fault| (fault.min, fault.max));
        let known: i64 = self.measurements().into_iter().chain(declared).map(size).sum();
        let cause = match self.faults.calibrated {
            Some(_) => Cause::BeyondCalibration,
            None => Cause::OutOfRange,
        };
        (known < size((self.ty.min(), self.ty.max()))).then_some(cause)
    }
}

impl Network {
    /// Everything that can be wrong with the inputs, in their order.
    pub fn fault_variants(&self) -> Vec<Variant<'_>> {
        variants(&self.inputs.iter().collect::<Vec<_>>())
    }

    /// Whether the model file says anything of its sensors' faults.
    pub fn declares_faults(&self) -> bool {
        self.inputs.iter().any(|input| input.faults.declares_something())
    }
}

/// What can be wrong with the inputs of a model, all of them given.
pub(crate) fn variants<'n>(inputs: &[&'n Input]) -> Vec<Variant<'n>> {
    let mut variants = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let prefix = if inputs.len() > 1 { input.name.as_str() } else { "" };
        let causes = input.faults.declared.iter().map(Cause::Declared).chain(input.otherwise());
        variants.extend(causes.map(|cause| {
            let name = camel_case(&format!("{prefix}_{}", cause.name()));
            Variant { name, input: index, cause }
        }));
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::Cause;
    use crate::network::{Fault, Faults, Input, IntType};

    fn input(range: (i64, i64), calibrated: Option<(i64, i64)>, faults: &[(i64, i64)]) -> Input {
        let fault = |(index, &(min, max)): (usize, &(i64, i64))| Fault {
            name: format!("f{index}"),
            description: None,
            min,
            max,
        };
        Input {
            name: "x".to_owned(),
            description: None,
            ty: IntType::I8,
            unit: None,
            min: range.0,
            max: range.1,
            scale: 1.0,
            mean: 0.0,
            std: 1.0,
            length: None,
            faults: Faults { declared: faults.iter().enumerate().map(fault).collect(), calibrated },
        }
    }

    /// What a value says, by the definition.
    fn says(input: &Input, raw: i64) -> Result<(), &str> {
        let fault = input.faults.declared.iter().find(|fault| (fault.min..=fault.max).contains(&raw));
        let (min, max) = input.faults.calibrated.unwrap_or((input.min, input.max));
        match fault {
            Some(fault) => Err(&fault.name),
            None if (min..=max).contains(&raw) => Ok(()),
            None => Err("otherwise"),
        }
    }

    #[test]
    fn each_value_says_one_thing() {
        let cases = [
            input((-100, 100), None, &[]),
            input((-128, 127), None, &[(0, 0)]),
            input((-100, 100), None, &[(90, 127), (-128, -90), (5, 5), (6, 9)]),
            input((-100, 100), None, &[(101, 127), (-128, -101)]),
            input((-100, 100), Some((-50, 50)), &[(101, 127), (51, 60)]),
            input((-128, 127), Some((-128, 127)), &[]),
            input((0, 10), None, &[(-128, 3), (4, 8), (9, 9)]),
        ];
        for input in cases {
            for raw in -128..=127 {
                let measured = input.measurements().iter().any(|&(min, max)| (min..=max).contains(&raw));
                assert_eq!(measured, says(&input, raw).is_ok(), "{raw} of {input:?}");
            }
            let otherwise = (-128..=127).any(|raw| says(&input, raw) == Err("otherwise"));
            assert_eq!(input.otherwise().is_some(), otherwise, "{input:?}");
            let beyond = input.otherwise() == Some(Cause::BeyondCalibration);
            assert_eq!(beyond, otherwise && input.faults.calibrated.is_some(), "{input:?}");
        }
    }
}
