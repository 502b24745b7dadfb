//! Typical inputs of a float network: what its activations are measured with.

mod file;

pub use file::CalibrationFile;
