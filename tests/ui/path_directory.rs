//! A folder in place of a file.

use tinyml::tinyml_model;

#[tinyml_model("./models/shelf")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
