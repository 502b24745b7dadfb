//! A slip of the finger in the name of the file.

use tinyml::tinyml_model;

#[tinyml_model("./models/termo.json")]
pub struct Thermo;

const SAFE: bool = Thermo.try_infer(1500).is_ok();

fn main() {
    match Thermo.try_infer(612) {
        Ok(centi_celsius) => println!("{centi_celsius} {SAFE}"),
        Err(error) => println!("{error}"),
    }
}
