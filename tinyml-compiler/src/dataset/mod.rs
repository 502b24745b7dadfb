//! Samples in a CSV file: what reads it, for the promises here and for training elsewhere.
//!
//! A [`Table`] is a stream of rows of texts that know where they stand; [`cell`] makes numbers of them. [`Labelled`] are the
//! samples of a classifier as the chip gets them.

mod breaks;
pub mod cell;
pub mod columns;
mod file;
mod labelled;
mod mistakes;
mod ports;
mod records;
mod table;

pub use columns::Columns;
pub use file::DataFile;
pub use labelled::Labelled;
pub use mistakes::Mistakes;
pub use table::{MAX_COLUMNS, Table, encoding_help};
