//! Reads TensorFlow Lite files: from bytes that may be anything to a [`Graph`](crate::graph::Graph).
//!
//! | file | what |
//! |---|---|
//! | `flatbuffer.rs`, `fault.rs` | bytes → tables, every access checked |
//! | `schema.rs`, `fields.rs`, `builtin.rs` | which field is which; names of operators and element types |
//! | `options.rs` | what an operator asks its table for |
//! | `limits.rs` | how much of everything a file may have |
//! | `read/` | tables → graph |
//! | `unsupported.rs`, `hints.rs` | what is said of operators that are not supported |

#[cfg(test)]
mod build;
pub mod builtin;
pub mod fault;
pub mod fields;
pub mod flatbuffer;
mod hints;
mod limits;
mod options;
mod read;
pub mod schema;
mod unsupported;

pub use options::{Corrupt, Fused, Options, Padding};
pub use read::read;
