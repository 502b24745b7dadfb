//! Typical inputs of a float network: what its activations are measured with.
//!
//! A set is an array of NumPy whose first axis counts the samples, or a CSV file with a row for each sample and a column for each
//! value, in the order of the input's elements. Values are what the network sees, in real units.

mod csv;
mod file;
mod messages;
mod npy;
#[cfg(test)]
mod tests;

use crate::diagnostic::Report;

pub use file::CalibrationFile;

/// The most values that are kept: 128 MiB of them.
const MAX_VALUES: usize = 1 << 24;

/// Samples, each with the values of all inputs of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// One sample after the other.
    values: Vec<f64>,
    /// Values of each input.
    widths: Vec<usize>,
}

impl Calibration {
    /// Reads a file for a graph whose inputs have these shapes. By its first bytes it is an array of NumPy; else it is CSV.
    ///
    /// # Errors
    ///
    /// T0962 to T0966, and those of CSV files (T07xx).
    pub fn read(file: &CalibrationFile, shapes: &[&[usize]]) -> Result<Self, Report> {
        let widths: Vec<usize> = shapes.iter().map(|shape| shape.iter().product()).collect();
        let values = match npy::is_npy(&file.bytes) || file.display.ends_with(".npy") {
            true => npy::read(file, shapes)?,
            false => csv::read(file, widths.iter().sum())?,
        };
        Ok(Self { values, widths })
    }

    /// Samples that are in no file: for whoever makes them.
    ///
    /// `None` unless there are some, all are finite, and each has as many values as the widths say.
    pub fn of(values: Vec<f64>, widths: Vec<usize>) -> Option<Self> {
        let width: usize = widths.iter().sum();
        let whole = width > 0 && !values.is_empty() && values.len().is_multiple_of(width);
        (whole && values.iter().all(|value| value.is_finite())).then_some(Self { values, widths })
    }

    /// Number of samples; at least one.
    pub fn len(&self) -> usize {
        self.values.len() / self.width().max(1)
    }

    /// Never: a set without samples is not read.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The values of each input in one sample.
    pub fn sample(&self, index: usize) -> Vec<&[f64]> {
        let width = self.width();
        let mut rest = self.values.get(index * width..(index + 1) * width).unwrap_or_default();
        let mut inputs = Vec::with_capacity(self.widths.len());
        for &width in &self.widths {
            let (input, behind) = rest.split_at_checked(width).unwrap_or_default();
            inputs.push(input);
            rest = behind;
        }
        inputs
    }

    /// Replaces every value by what a function of it and of the number of its input makes of it.
    #[must_use]
    pub fn map(mut self, function: impl Fn(usize, f64) -> f64) -> Self {
        let inputs: Vec<usize> = self
            .widths
            .iter()
            .enumerate()
            .flat_map(|(input, &width)| std::iter::repeat_n(input, width))
            .collect();
        for (at, value) in self.values.iter_mut().enumerate() {
            *value = function(inputs[at % inputs.len()], *value);
        }
        self
    }

    /// The numbers of at most so many samples, evenly spread.
    pub fn spread(&self, most: usize) -> Vec<usize> {
        let (all, kept) = (self.len(), self.len().min(most.max(1)));
        (0..kept).map(|index| index * all / kept).collect()
    }

    fn width(&self) -> usize {
        self.widths.iter().sum()
    }
}
