//! A row that does not fit the layer before.

use tinyml::tinyml_model;

#[tinyml_model("./models/bad_shape.json")]
pub struct Thermo;

const SAFE: bool = Thermo.try_infer(1500).is_ok();

fn main() {
    match Thermo.try_infer(612) {
        Ok(centi_celsius) => println!("{centi_celsius} {SAFE}"),
        Err(error) => println!("{error}, not {}..={}", Thermo::ADC_MV_MIN, Thermo::ADC_MV_MAX),
    }
}
