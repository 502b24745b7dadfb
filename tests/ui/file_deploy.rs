//! A recommendation for a layer that is not there, and for activations that there are not.

use tinyml::tinyml_model;

#[tinyml_model("./models/bad_deploy.json")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
