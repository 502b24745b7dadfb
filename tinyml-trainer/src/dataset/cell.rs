//! One value of a table: a number, or what is wrong with its text.

/// Why a text is no number to learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
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

/// Reads a number; space around it does not matter.
pub(crate) fn number(text: &str) -> Result<f64, Wrong> {
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
