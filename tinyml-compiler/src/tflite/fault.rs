//! What is wrong with a flatbuffer: which part, at which byte, and why it cannot be read.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic};

/// A part of a file that is not what the format demands.
///
/// It is small and costs nothing to make: text is only written when somebody wants to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The part, as the schema calls it, such as `Tensor.shape`.
    pub what: &'static str,
    /// Where it is in the file, in bytes from the start.
    pub offset: usize,
    /// Why it cannot be read.
    pub why: Why,
}

/// Why a part of a flatbuffer cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It goes on past the end.
    Beyond {
        /// How many bytes it takes.
        length: u64,
        /// How many bytes the file has.
        file: usize,
    },
    /// The list of its fields (the vtable) lies before the start or past the end of the file.
    VtablePlace(i64),
    /// The list of its fields has a length that none can have.
    VtableLength(u16),
    /// A field lies outside of the table that it belongs to.
    FieldPlace {
        /// Where it is said to be, in bytes from the start of the table.
        field: u16,
        /// How many bytes the table has.
        table: u16,
    },
    /// A field that the format demands is missing.
    Missing,
    /// It points at itself or nowhere.
    NoTarget,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, offset, why } = self;
        write!(f, "`{what}` at byte {offset} {why}")
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Beyond { length, file } => {
                write!(f, "takes {length} bytes, which is past the end of the file's {file} bytes")
            }
            Self::VtablePlace(place) => {
                write!(f, "has its list of fields at byte {place}, outside of the file")
            }
            Self::VtableLength(length) => {
                write!(f, "has a list of fields of {length} bytes, which none can have")
            }
            Self::FieldPlace { field, table } => {
                write!(f, "is at byte {field} of a table that has only {table} bytes")
            }
            Self::Missing => f.write_str("lacks a field that it must have"),
            Self::NoTarget => f.write_str("leads nowhere"),
        }
    }
}

impl From<Fault> for Box<Diagnostic> {
    fn from(fault: Fault) -> Self {
        let help = "the file was cut off or changed after it had been written: download or convert it again";
        Self::new(Diagnostic::new(Code::TfliteDamaged, format!("the file is damaged: {fault}")).help(help))
    }
}
