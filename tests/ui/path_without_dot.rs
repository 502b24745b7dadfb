//! A path from the folder of Cargo.toml on, of a file that lies beside the source file.

use tinyml::tinyml_model;

#[tinyml_model("models/thermo.json")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
