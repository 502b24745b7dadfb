//! More flash than promised.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", quant = "i16", max_flash = 64)]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
