//! Four bits make a dent into a curve that has none.

use tinyml::tinyml_model;

#[tinyml_model("./models/dip.json", quant = "i4", monotone = "decreasing")]
pub struct Dip;

const AT_1500_MV: i16 = Dip.infer(1500);

fn main() {
    println!("{AT_1500_MV} {} {}", Dip.infer(612), Dip::FLASH_BYTES);
}
