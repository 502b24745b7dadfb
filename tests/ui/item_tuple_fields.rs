//! A struct with a field without a name.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json")]
pub struct Thermo(u8);

const AT_1500_MV: i16 = Thermo(0).infer(1500);

fn main() {
    println!("{AT_1500_MV} {}", Thermo(0).infer(612));
}
