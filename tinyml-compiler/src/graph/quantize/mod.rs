//! Float graphs become graphs of 8 bits.

mod calibration;

pub use calibration::CalibrationFile;
