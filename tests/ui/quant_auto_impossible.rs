//! A promise that no mix of storages keeps: how near the finest comes.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", quant = "auto", max_error = 0.001)]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
