//! A model that was changed after it was certified.

use tinyml::tinyml_model;

#[tinyml_model("./models/certified_stale.json")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::WORST_ERROR);
}
