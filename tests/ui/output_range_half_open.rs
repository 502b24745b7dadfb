//! A range without its end: Rust's `..` leaves out the last value.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", output_range = -40.0..125.0)]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
