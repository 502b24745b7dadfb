//! Mistakes in the arguments and in the file: each is told.

use tinyml::tinyml_model;

#[tinyml_model("./models/bad_shape.json", quant = "i7", max_error = 0)]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
