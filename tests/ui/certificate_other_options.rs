//! A model that was certified with other options.

use tinyml::tinyml_model;

#[tinyml_model("./models/certified_other.json", quant = "i16", activations = "i8")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::WORST_ERROR);
}
