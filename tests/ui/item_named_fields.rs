//! A struct with a field.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json")]
pub struct Thermo {
    pub offset: i16,
}

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    let thermo = Thermo { offset: 3 };
    println!("{AT_1500_MV} {}", thermo.infer(612) + thermo.offset);
}
