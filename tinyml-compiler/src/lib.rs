//! The compiler of tinyml: from a model file to constant data and calls. An ordinary library, without a proc macro.
//!
//! A stage is a type, and [`compile`] runs them one after the other:
//!
//! | stage | from → to |
//! |---|---|
//! | [`read`] | text of a file → [`network::Network`], checked |
//! | [`simplify::simplify`] | → [`simplify::Simplified`]: normalisation folded, dead units removed |
//! | [`lower::lower`] | → [`program::Program`]: integers, with the proof that no sum overflows |
//! | [`verify::certify`] | → [`verify::Certificate`]: run by the kernels of the chip, compared with `f64` |
//! | [`program::Program::trimmed`] | → the same without units that integers make superfluous |
//! | [`plan::plan`] | → [`plan::Plan`]: flash, RAM, stack, multiplications |
//! | [`promises::are_kept`] | → whether every promise is; [`promises::told`] what is missed |
//! | [`emit::emit`] | → tokens; cannot fail |

pub mod advice;
mod batch;
mod check;
mod compile;
pub mod cost;
pub mod dataset;
pub mod diagnostic;
mod embed;
pub mod emit;
pub mod fault;
pub mod file;
pub mod graph;
mod graphs_only;
mod json;
pub mod lower;
pub mod metadata;
pub mod model;
pub mod network;
pub mod ops;
pub mod options;
pub mod piecewise;
pub mod plan;
pub mod points;
pub mod program;
pub mod promises;
pub mod quant_network;
pub mod quantize;
pub mod range;
mod read;
pub mod reference;
pub mod simplify;
pub mod source;
pub mod spatial;
pub mod strict;
pub mod tflite;
pub mod trim;
pub mod verify;
mod write;

pub use check::variant_name;
pub use compile::{Compiled, compile, compile_network, compile_whole};
pub use embed::{Embedded, embed, look};
pub use options::Options;
pub use read::{locate, read, read_spatial};
pub use write::{single_precision, write, write_with_schema};
