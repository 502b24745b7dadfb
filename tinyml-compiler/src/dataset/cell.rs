//! One value of a table: a number, or what is wrong with its text, and what is said of it.

use super::table::Table;
use crate::diagnostic::{Code, Diagnostic, quoted};

/// Why a text is no number to learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing, or a word that stands for nothing.
    Missing,
    /// NaN or infinity, or beyond `f64`.
    NotFinite,
    /// A number, but for its comma.
    Comma,
    /// A number with something behind it.
    Unit,
    /// Something else.
    Text,
}

/// What programs write where they have no value.
const NOTHING: [&str; 8] = ["na", "n/a", "#n/a", "null", "none", "nil", "-", "?"];

impl Wrong {
    /// The kind of the mistake.
    pub fn code(self) -> Code {
        match self {
            Self::Missing => Code::MissingValue,
            Self::NotFinite => Code::ValueNotFinite,
            Self::Comma => Code::DecimalComma,
            Self::Unit | Self::Text => Code::NotANumber,
        }
    }

    /// What is said of the value at a column of the current row; `text_help` is for what is no number at all, `unit_help` for
    /// one with a unit.
    pub fn diagnostic(self, table: &Table<'_>, index: usize, unit_help: &str, text_help: &str) -> Diagnostic {
        let name = table.header().get(index).map_or("", String::as_str);
        let (row, column) = (table.rows(), quoted(name));
        let text = table.cell(index).trim();
        let message = match self {
            Self::Missing => format!("row {row} has no value in column {column}"),
            Self::NotFinite => format!("row {row} has a value in column {column} that is not finite"),
            Self::Comma => format!("row {row} has a number with a comma in column {column}"),
            Self::Unit => format!("row {row} has a number with something behind it in column {column}"),
            Self::Text => format!("row {row} has a text in column {column}"),
        };
        let help = match self {
            Self::Missing => "fill the value in or leave the row out: nothing is guessed".to_owned(),
            Self::NotFinite => "leave the row out, and find where the value comes from".to_owned(),
            Self::Comma => {
                format!("write {}: numbers have a decimal point", quoted(&text.replace(',', ".")))
            }
            Self::Unit => unit_help.to_owned(),
            Self::Text => text_help.to_owned(),
        };
        let found = if text.is_empty() { "nothing".to_owned() } else { quoted(text) };
        Diagnostic::new(self.code(), message)
            .placed(table.place(Some(index)))
            .expected("a number, such as `1.87`")
            .found(found)
            .help(help)
    }
}

/// Reads a number; space around it does not matter.
///
/// # Errors
///
/// Why it is none.
pub fn number(text: &str) -> Result<f64, Wrong> {
    let text = text.trim();
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(Wrong::NotFinite),
        Err(_) => Err(wrong(text)),
    }
}

fn wrong(text: &str) -> Wrong {
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    let start = text.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || "°%Ωµ".contains(c));
    if text.is_empty() || NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing)) {
        Wrong::Missing
    } else if text.contains(',') && is_number(&text.replace(',', ".")) {
        Wrong::Comma
    } else if start.len() < text.len() && is_number(start) {
        Wrong::Unit
    } else {
        Wrong::Text
    }
}

#[cfg(test)]
mod tests {
    use super::{Wrong, number};

    #[test]
    fn numbers_are_read_as_rust_reads_them() {
        let cases = [("1.87", 1.87), (" -3 ", -3.0), ("+1e3", 1000.0), (".5", 0.5), ("5.", 5.0)];
        for (text, value) in cases {
            assert_eq!(number(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_has_its_reason() {
        let cases = [
            ("", Wrong::Missing),
            ("  ", Wrong::Missing),
            ("N/A", Wrong::Missing),
            ("NaN", Wrong::NotFinite),
            ("-inf", Wrong::NotFinite),
            ("1e999", Wrong::NotFinite),
            ("1,87", Wrong::Comma),
            ("1.5V", Wrong::Unit),
            ("22 °C", Wrong::Unit),
            ("cold", Wrong::Text),
            ("1.2.3", Wrong::Text),
            ("0x1F", Wrong::Text),
            ("1,234,567", Wrong::Text),
        ];
        for (text, wrong) in cases {
            assert_eq!(number(text), Err(wrong), "{text}");
        }
    }
}
