//! A storage that there is not, near to one that there is.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", quant("i8", fc1 = "codebook5"))]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
