//! What a voltage says: a temperature, a guess at one, or what is wrong with the sensor.

use crate::{Line, Ntc, NtcFault};

/// The line for a voltage. A fault is never shown as a temperature; beyond its calibration the model still has a guess, which
/// is marked as one.
pub fn reading(millivolts: u16) -> Line {
    match Ntc.infer_or_fault(millivolts) {
        Ok(centi_celsius) => Line::new(millivolts, centi_celsius),
        Err(NtcFault::BeyondCalibration) => Line::guess(millivolts, Ntc.infer(millivolts)),
        Err(fault @ (NtcFault::ShortCircuit | NtcFault::OpenCircuit)) => {
            Line::fault(millivolts, fault.name())
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::reading;
    use crate::{Line, Ntc};
    use std::string::ToString;

    #[test]
    fn faults_are_no_temperatures() {
        for millivolts in 0..=3300 {
            let temperature = Line::new(millivolts, Ntc.infer(millivolts)).as_str().to_string();
            let (number, unit) = temperature.split_once("  ").unwrap_or_default();
            let expected = match millivolts {
                0..=40 => std::format!("{number}  short_circuit"),
                3260.. => std::format!("{number}  open_circuit"),
                492..=1881 => temperature.clone(),
                _ => std::format!("{number}  ~{unit}"),
            };
            assert_eq!(reading(millivolts).as_str(), expected);
        }
    }
}
