//! Targets and numbers that a budget of instructions cannot have.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", max_instructions(armv6 = 500, armv7em = "fast", armv6m = 250, armv6m = 300))]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
