//! A dataset as a build has read it.

use std::fmt;

use super::Columns;

/// The bytes of a CSV file, and which of its columns are meant.
#[derive(Clone, PartialEq)]
pub struct DataFile {
    /// The file as its user knows it.
    pub display: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Inputs and outputs whose columns are not called like them.
    pub columns: Columns,
}

/// Without the bytes, of which there may be millions, and without the name, which depends on who asks.
impl fmt::Debug for DataFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataFile {{ {} bytes, {:?} }}", self.bytes.len(), self.columns)
    }
}
