//! A table of samples in memory, and how it is read from a CSV file. The table knows numbers and classes; names, units
//! and types are the description's. What reads CSV is the compiler's, whose promises are about data too.

mod classes;
mod port;
mod read;
mod spread;
pub(crate) mod survey;

pub use read::{MAX_VALUES, open, read};

use std::path::Path;

use tinyml_compiler::dataset::Table;
use tinyml_compiler::diagnostic::Report;

use crate::{Description, file};

/// Opens a CSV file and reads its header.
pub(crate) fn table(path: &Path) -> Result<Table<'static>, Report> {
    Table::read(file::open(path, "the dataset")?, file::name(path))
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The samples.
    pub dataset: Dataset,
    /// What a user should know: values outside of their range, classes without samples.
    pub notes: Vec<String>,
}

/// Samples, one in each row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Number of values that enter the network.
    pub width: usize,
    /// `rows` x `width`, row-major: real values in the unit of the model's input, such as millivolts.
    pub x: Vec<f64>,
    /// What should come out.
    pub targets: Targets,
}

/// What should come out for each sample.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// `rows` x `outputs`, row-major: real values in the unit of the model's output.
    Values {
        /// Number of outputs.
        outputs: usize,
        /// The values.
        y: Vec<f64>,
    },
    /// The class of each row, an index into `labels`.
    Classes {
        /// Names, in the order of the network's rows.
        labels: Vec<String>,
        /// One for each row.
        class: Vec<usize>,
    },
}

impl Dataset {
    /// Number of samples.
    pub fn rows(&self) -> usize {
        self.x.len() / self.width.max(1)
    }

    /// Number of values that come out of the network: outputs, or classes.
    pub fn outputs(&self) -> usize {
        match &self.targets {
            Targets::Values { outputs, .. } => *outputs,
            Targets::Classes { labels, .. } => labels.len(),
        }
    }

    /// The inputs of a sample.
    pub fn sample(&self, row: usize) -> &[f64] {
        &self.x[row * self.width..(row + 1) * self.width]
    }

    /// The samples as the chip sees them: each input rounded to a raw step and clamped to its declared range.
    #[must_use]
    pub fn seen(&self, description: &Description) -> Self {
        let real = |sample: &[f64]| -> Vec<f64> {
            let raw = description.raw(sample);
            description.values().zip(raw).map(|(input, raw)| raw as f64 * input.scale).collect()
        };
        let x = (0..self.rows()).flat_map(|row| real(self.sample(row))).collect();
        Self { width: self.width, x, targets: self.targets.clone() }
    }

    /// Only some of the rows, in the given order.
    #[must_use]
    pub fn subset(&self, rows: &[usize]) -> Self {
        let x = rows.iter().flat_map(|&row| self.sample(row).to_vec()).collect();
        Self { width: self.width, x, targets: self.targets.subset(rows) }
    }
}

impl Targets {
    fn subset(&self, rows: &[usize]) -> Self {
        match self {
            Self::Values { outputs, y } => {
                let values = |&row: &usize| y[row * outputs..(row + 1) * outputs].to_vec();
                Self::Values { outputs: *outputs, y: rows.iter().flat_map(values).collect() }
            }
            Self::Classes { labels, class } => {
                let class = rows.iter().map(|&row| class[row]).collect();
                Self::Classes { labels: labels.clone(), class }
            }
        }
    }
}
