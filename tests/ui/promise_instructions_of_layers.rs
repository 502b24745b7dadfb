//! More instructions than promised, where another form of the network takes fewer.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", max_error = 0.1, max_instructions(armv6m = 30))]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
