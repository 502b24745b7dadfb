//! The thermistor model: the one thing here that a product would change.

use tinyml::tinyml_model;

/// Board temperature from the NTC divider: millivolts in, 0.01 °C out.
#[tinyml_model("../../../weights/ntc.json", quant = "i8", max_error = 0.10)]
pub struct Ntc;
