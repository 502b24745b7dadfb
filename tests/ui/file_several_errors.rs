//! Four mistakes in one file, all told at once.

use tinyml::tinyml_model;

#[tinyml_model("./models/bad_schema.json")]
pub struct Thermo;

const SAFE: bool = Thermo.try_infer(1500).is_ok();

fn main() {
    match Thermo.try_infer(612) {
        Ok(centi_celsius) => println!("{centi_celsius} {SAFE}"),
        Err(error) => println!("{error}, not {}..={}", Thermo::ADC_MV_MIN, Thermo::ADC_MV_MAX),
    }
}
