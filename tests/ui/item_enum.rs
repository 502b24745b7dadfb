//! An enum in place of a struct.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json")]
pub enum Thermo {
    Cold,
    Warm,
}

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {}", Thermo::Cold.infer(612));
}
