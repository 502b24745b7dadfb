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
    /// Of a graph: bytes of weights, tables and parameters, which are part of the flash; the rest is code.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) constants: u64,
    /// Bytes of code and constants, those of an empty program subtracted; negative if the linker saved some.
    pub(crate) flash: i64,
    /// Bytes of statics, likewise.
    pub(crate) ram: i64,
}

impl Measurement {
    /// Bytes of flash beside the constants of a graph.
    pub(crate) fn code(&self) -> i64 {
        self.flash - self.constants as i64
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_zero(value: &u64) -> bool {
    *value == 0
}

/// The key of a measurement.
pub(crate) fn key(model: &str, architecture: &str, level: &str) -> String {
    format!("{model}/{architecture}/{level}")
}
