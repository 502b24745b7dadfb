//! Four bits are too few: which layer is to blame.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", quant("i16", out = "i4"), max_error = 0.05)]
pub struct Thermo;

const SAFE: bool = Thermo.try_infer(1500).is_ok();

fn main() {
    match Thermo.try_infer(612) {
        Ok(centi_celsius) => println!("{centi_celsius} {SAFE}"),
        Err(error) => println!("{error}, not {}..={}", Thermo::ADC_MV_MIN, Thermo::ADC_MV_MAX),
    }
}
