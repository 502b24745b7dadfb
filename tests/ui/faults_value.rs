//! A name that is no identifier.

use tinyml::tinyml_model;

#[tinyml_model("./models/probe.json", faults = "sensor fault")]
pub struct Probe;

const OPEN: bool = Probe.fault(3290).is_some();

fn main() {
    match Probe.infer_or_fault(612) {
        Ok(centi_celsius) => println!("{centi_celsius} {OPEN}"),
        Err(ProbeFault::BeyondCalibration) => println!("{}", ProbeFault::ALL.len()),
        Err(fault) => println!("{fault}"),
    }
}
