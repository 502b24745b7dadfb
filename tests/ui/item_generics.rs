//! Generics on the struct.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json")]
pub struct Thermo<const N: usize>;

const AT_1500_MV: i16 = Thermo::<8>.infer(1500);

fn main() {
    println!("{AT_1500_MV} {}", Thermo::<8>.infer(612));
}
