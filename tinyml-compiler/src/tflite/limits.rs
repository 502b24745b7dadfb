//! How much of everything a file may have, so that no file makes the compiler hang or eat memory.
//!
//! Each limit is far above what any microcontroller can hold, and is looked at before anything of that size is made. A file
//! can point at one place many times: what is limited is therefore what is made, not what the file takes.

use crate::diagnostic::{Code, Diagnostic, count};
use crate::graph::lower::Refused;

/// Bytes of a file.
pub(crate) const FILE: usize = crate::source::MAX_BYTES;

/// Tensors of a graph.
pub(crate) const TENSORS: usize = 1 << 14;

/// Operators of a graph.
pub(crate) const OPERATORS: usize = 1 << 11;

/// Tensors that go in or come out of one operator, or of the whole graph.
pub(crate) const PORTS: usize = 256;

/// The same for all operators together.
pub(crate) const LINKS: usize = 1 << 18;

/// Dimensions of a tensor.
pub(crate) const DIMENSIONS: usize = 8;

/// Elements of a tensor.
pub(crate) const ELEMENTS: usize = 1 << 24;

/// Elements of all constants, counted once for each operator that takes them: each operator looks at all of its weights.
pub(crate) const WORK: usize = 1 << 25;

/// Scales of all tensors together.
pub(crate) const SCALES: usize = 1 << 20;

/// Characters of a name; the rest is cut.
pub(crate) const NAME: usize = 256;

/// Refuses more of a noun than a limit; `of_what` says where there are so many, such as `in one tensor`.
pub(crate) fn at_most(limit: usize, amount: usize, noun: &str, of_what: &str) -> Result<(), Refused> {
    if amount <= limit {
        return Ok(());
    }
    let of_what = if of_what.is_empty() { String::new() } else { format!(" {of_what}") };
    let message =
        format!("the model has {}{of_what}, which is too much for a microcontroller", count(amount, noun));
    let most = format!("at most {}{of_what}", count(limit, noun));
    Err(Box::new(Diagnostic::new(Code::TfliteTooLarge, message).expected(most)))
}
