//! Float graphs become graphs of 8 bits.

mod calibration;
mod scaling;

pub use calibration::{Calibration, CalibrationFile};
pub use scaling::Scaling;
