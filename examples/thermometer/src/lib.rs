//! What every thermometer of these examples shares, whatever the board: the model, the conversion from ADC codes to
//! millivolts, what a voltage says of temperature and sensor, and the line that is printed.
//!
//! It knows no peripheral and owns no buffer but the line's. The firmwares and the host example call the same
//! functions, so that the lines of an emulated board can be compared with the host's, byte for byte.
#![no_std]

pub mod adc;
mod line;
mod model;
mod reading;

pub use line::Line;
pub use model::{Ntc, NtcFault};
pub use reading::reading;
