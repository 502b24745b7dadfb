//! A name for the faults of a model that declares none.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", faults = Trouble)]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    match Thermo.infer_or_fault(612) {
        Ok(centi_celsius) => println!("{centi_celsius} {AT_1500_MV}"),
        Err(Trouble::OpenCircuit) => println!("{:?}", Thermo.fault(612)),
    }
}
