//! Faults that share raw values, and a calibrated range that is too wide.

use tinyml::tinyml_model;

#[tinyml_model("./models/bad_faults.json")]
pub struct Probe;

const OPEN: bool = Probe.fault(3290).is_some();

fn main() {
    match Probe.infer_or_fault(612) {
        Ok(centi_celsius) => println!("{centi_celsius} {OPEN}"),
        Err(ProbeFault::OpenCircuit) => println!("{}", ProbeFault::OpenCircuit.name()),
        Err(fault) => println!("{fault}"),
    }
}
