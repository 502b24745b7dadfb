//! A certificate in which somebody has made the bound smaller.

use tinyml::tinyml_model;

#[tinyml_model("./models/certified_edited.json")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::WORST_ERROR);
}
