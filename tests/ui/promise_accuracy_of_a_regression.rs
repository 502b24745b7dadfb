//! An accuracy of something that has no classes.

use tinyml::tinyml_model;

#[tinyml_model("./models/thermo.json", min_accuracy = 0.95, dataset = "./models/flowers.csv")]
pub struct Thermo;

const AT_1500_MV: i16 = Thermo.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Thermo.infer(612), Thermo::FLASH_BYTES);
}
