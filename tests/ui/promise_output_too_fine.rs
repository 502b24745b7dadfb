//! An output in steps that the network cannot tell apart.

use tinyml::tinyml_model;

#[tinyml_model("./models/fine.json")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
