//! What the columns of a file are like, before anybody has said what they mean: one pass, nothing kept but figures.

use std::path::Path;

use tinyml_compiler::dataset::cell::{Wrong, number};
use tinyml_compiler::diagnostic::Report;

use super::table;

/// The most decimals that are counted.
const MOST_DECIMALS: i32 = 9;

/// Figures of one column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// How many of its values are numbers, and how many are texts; what is missing is neither.
    pub(crate) numbers: usize,
    pub(crate) texts: usize,
    pub(crate) least: f64,
    pub(crate) greatest: f64,
    /// The most digits behind a decimal point.
    pub(crate) decimals: i32,
}

/// Goes through a file.
pub(crate) fn survey(path: &Path) -> Result<Vec<Column>, Report> {
    let mut table = table(path)?;
    let column = |name: &String| Column {
        name: name.clone(),
        numbers: 0,
        texts: 0,
        least: f64::INFINITY,
        greatest: f64::NEG_INFINITY,
        decimals: 0,
    };
    let mut columns: Vec<Column> = table.header().iter().map(column).collect();
    while table.next_row()? {
        columns.iter_mut().enumerate().for_each(|(index, column)| column.add(table.cell(index)));
    }
    Ok(columns)
}

impl Column {
    fn add(&mut self, text: &str) {
        match number(text) {
            Ok(value) => {
                self.numbers += 1;
                self.least = self.least.min(value);
                self.greatest = self.greatest.max(value);
                self.decimals = self.decimals.max(decimals(text.trim()));
            }
            Err(Wrong::Missing | Wrong::NotFinite) => {}
            Err(Wrong::Comma | Wrong::Unit) => self.numbers += 1,
            Err(Wrong::Text) => self.texts += 1,
        }
    }
}

fn decimals(text: &str) -> i32 {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let behind = digits.split_once('.').map_or(0, |(_, behind)| behind.len().min(20) as i32);
    (behind - exponent.parse::<i32>().unwrap_or_default()).clamp(0, MOST_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::decimals;

    #[test]
    fn decimals_are_counted() {
        let cases =
            [("12", 0), ("1.870", 3), ("-0.5", 1), ("1e-3", 3), ("1.5e3", 0), ("1.25e1", 1), ("5.", 0)];
        for (text, wanted) in cases {
            assert_eq!(decimals(text), wanted, "{text}");
        }
    }
}
