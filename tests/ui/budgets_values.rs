//! Budgets of the wrong kind: each is told.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", max_flash = 0, max_ram = 1kB, max_stack = 12.5, max_macs = -1, max_instructions = 500)]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
