//! A direction in which the network was not trained.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", monotone = "increasing")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
