//! A field that the format does not have.

use tinyml::tinyml_model;

#[tinyml_model("./models/bad_unknown_field.json")]
pub struct Thermo;

fn at_rest<M: tinyml::Model<Input = u16, Output = i16>>(model: &M) -> i16 {
    model.infer(0)
}

const _: () = assert!(Thermo::FLASH_BYTES < 100 && Thermo.infer(1500) > 2000);

fn main() {
    println!("{} {} {}", at_rest(&Thermo), <Thermo as tinyml::Model>::MACS, Thermo::NAME);
}
