//! A number where the name of a type belongs.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", quant = 8)]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
