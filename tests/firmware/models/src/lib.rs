//! The models under measurement, their inputs, and the hash of their outputs.
//!
//! The same source runs on the host (the program `reference`) and on the emulated cores (the package around this one),
//! so that equal hashes mean equal bits. It measures nothing itself.
#![no_std]

pub mod graph;
pub mod graphs;
pub mod hash;
pub mod input;
mod list;
pub mod output;
pub mod subject;

pub use list::*;
pub use subject::Subject;
