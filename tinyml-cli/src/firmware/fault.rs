//! What a firmware does about its sensor's faults, for a model that declares some.

use super::Firmware;

/// Statements that stop at a fault, or nothing: where a line of text has no room for one.
pub(super) fn stop(firmware: &Firmware<'_>, code: &str, log: &str) -> String {
    if !firmware.network.declares_faults() {
        return String::new();
    }
    let name = firmware.name;
    format!(
        "    if let Some(fault) = model::{name}.fault(input) {{
        defmt::warn!(\"{log} is no measurement: {{=str}}\", {code}, input, fault.name());
        return;
    }}
"
    )
}

/// A statement that makes a line of text of an input: the value, a guess beyond the calibration, or the name of the fault.
pub(super) fn line(firmware: &Firmware<'_>) -> Option<String> {
    let (network, name) = (firmware.network, firmware.name);
    if !network.declares_faults() {
        return None;
    }
    let guess = format!(
        "        // Beyond its calibration the model has a guess, which is marked as one.
        Err(model::{name}Fault::BeyondCalibration) => Line::guess(input, model::{name}.infer(input)),
"
    );
    let guess = if network.inputs[0].faults.calibrated.is_some() { guess } else { String::new() };
    Some(format!(
        "    let line = match model::{name}.infer_or_fault(input) {{
        Ok(output) => Line::new(input, output),
{guess}        Err(fault) => Line::fault(input, fault.name()),
    }};
"
    ))
}
