//! A calibration file as a build has read it.

use std::fmt;

/// The bytes of a calibration set, which are looked at when the shape of the input is known.
#[derive(Clone, PartialEq, Eq)]
pub struct CalibrationFile {
    /// The file as its user knows it.
    pub display: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Without the bytes, of which there may be millions, and without the name, which depends on who asks.
impl fmt::Debug for CalibrationFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CalibrationFile {{ {} bytes }}", self.bytes.len())
    }
}
