//! A function in place of a struct.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json")]
fn thermo(adc_mv: u16) -> i16 {
    adc_mv as i16
}

fn main() {
    println!("{}", thermo(612));
}
