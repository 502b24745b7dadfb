//! What is known of one model on one core at one optimisation level.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All measurements, by `model/architecture/opt-level`: `ntc/armv6-m/3`.
pub(crate) type Results = BTreeMap<String, Measurement>;

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Measurement {
    /// FNV-1a of all outputs, which every machine agrees on.
    pub(crate) hash: String,
    /// Instructions of a call: the mean over all inputs that are run, the least and the most.
    pub(crate) mean: f64,
    pub(crate) least: u32,
    pub(crate) most: u32,
    /// Bytes of stack that a call uses.
    pub(crate) stack: u64,
    /// Bytes of code and constants, those of an empty program subtracted; negative if the linker saved some.
    pub(crate) flash: i64,
    /// Bytes of statics, likewise.
    pub(crate) ram: i64,
}

/// The key of a measurement.
pub(crate) fn key(model: &str, architecture: &str, level: &str) -> String {
    format!("{model}/{architecture}/{level}")
}
