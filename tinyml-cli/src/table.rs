//! Tables in text: columns as wide as their widest cell, numbers to the right, words to the left.

use std::fmt;

use crate::output::TITLE;

/// Between two columns.
const GAP: &str = "  ";

/// Rows of cells below a headline.
#[derive(Debug, Clone, Default)]
pub struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns and no rows.
    pub fn new<'h>(heads: impl IntoIterator<Item = &'h str>) -> Self {
        Self { heads: heads.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    /// Adds a row; cells that are missing are empty, cells beyond the last column are left out.
    pub fn row<C: Into<String>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let mut row: Vec<String> = cells.into_iter().map(Into::into).collect();
        row.resize(self.heads.len(), String::new());
        self.rows.push(row);
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn columns(&self) -> Vec<Column> {
        let column = |at: usize| {
            let cells = || self.rows.iter().map(move |row| row[at].as_str());
            let width = cells().chain([self.heads[at].as_str()]).map(width).max().unwrap_or(0);
            Column { width, right: cells().all(is_number) }
        };
        (0..self.heads.len()).map(column).collect()
    }
}

/// How a column is laid out.
struct Column {
    width: usize,
    right: bool,
}

impl Column {
    fn cell(&self, text: &str) -> String {
        let padding = " ".repeat(self.width.saturating_sub(width(text)));
        if self.right { format!("{padding}{text}") } else { format!("{text}{padding}") }
    }
}

impl fmt::Display for Table {
    /// Each row ends with a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns();
        let line = |cells: &[String]| -> String {
            let cells: Vec<String> =
                columns.iter().zip(cells).map(|(column, cell)| column.cell(cell)).collect();
            cells.join(GAP).trim_end().to_owned()
        };
        writeln!(f, "{TITLE}{}{TITLE:#}", line(&self.heads))?;
        self.rows.iter().try_for_each(|row| writeln!(f, "{}", line(row)))
    }
}

/// Characters, which is what a terminal shows of the alphabets and units that names here are written in.
fn width(text: &str) -> usize {
    text.chars().count()
}

/// A number, with a unit behind it perhaps; nothing is as good as a number.
fn is_number(text: &str) -> bool {
    text.trim_start_matches(['-', '+', '−', '≤', '±', ' ']).starts_with(|c: char| c.is_ascii_digit())
        || text.is_empty()
        || text == "-"
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn numbers_stand_to_the_right() {
        let mut table = Table::new(["model", "RMSE", "worst"]);
        table.row(["cubic", "0.5", "12 °C"]);
        table.row(["a long name", "-10.25"]);
        let text = anstream::adapter::strip_str(&table.to_string()).to_string();
        assert_eq!(text, "model          RMSE  worst\ncubic           0.5  12 °C\na long name  -10.25\n");
    }
}
