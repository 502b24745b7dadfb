//! A match that forgets a fault: firmware handles each of them.

use tinyml::tinyml_model;

#[tinyml_model("./models/probe.json")]
pub struct Probe;

fn main() {
    match Probe.infer_or_fault(612) {
        Ok(centi_celsius) => println!("{centi_celsius}"),
        Err(ProbeFault::ShortCircuit) => println!("short circuit"),
        Err(ProbeFault::BeyondCalibration) => println!("too hot or too cold"),
    }
}
