//! The parts of the reader of which stricter readers of other files are made: the trainer's description files speak of
//! the same names, types and ranges as model files, and must be refused for the same reasons in the same words.
//!
//! Nothing is defined here. A tree of [`Node`]s is taken apart by [`Fields`], its values are read by the functions of
//! [`values`], and what they say is checked by the rest. Each puts what is wrong into a report, at a `Spot` of the tree.

pub use crate::check::{
    Measured, distinct_faults, faults, identifier, labels, length, positive, range, unique,
};
pub use crate::json::{Matrix, Node};
pub use crate::model::{FAULT_FIELDS, FaultDrafts, Field, Fields, List, input_type, output_type, values};
