//! How names, numbers and amounts are written in messages: short, on one line, harmless to a terminal.

/// Longest piece of a foreign text in a message, in characters.
const LONGEST: usize = 64;

/// A foreign text on one line: control characters escaped, the rest of a long text replaced by `…`.
pub fn shown(text: &str) -> String {
    let escape = |c: char| -> String {
        if c.is_control() || is_invisible(c) { c.escape_unicode().collect() } else { c.to_string() }
    };
    let start: String = text.chars().take(LONGEST).map(escape).collect();
    if text.chars().nth(LONGEST).is_some() { format!("{start}…") } else { start }
}

/// A foreign text in backticks.
pub fn quoted(text: &str) -> String {
    format!("`{}`", shown(text))
}

/// An amount with its noun: `1 weight`, `8 weights`, `65,536 classes`.
pub fn count(amount: usize, noun: &str) -> String {
    let noun = if amount == 1 { noun.to_owned() } else { plural(noun) };
    format!("{} {noun}", grouped(amount))
}

/// The plural of a noun: `weights`, `biases`.
pub fn plural(noun: &str) -> String {
    let ending = if noun.ends_with(['s', 'x']) { "es" } else { "s" };
    format!("{noun}{ending}")
}

/// A number, with an exponent where it would be long otherwise.
pub fn number(value: f64) -> String {
    match value.abs() {
        0.0 | 1e-6..1e15 => value.to_string(),
        _ => format!("{value:e}"),
    }
}

/// Marks that change how the text around them is shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn grouped(amount: usize) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{count, number, shown};

    #[test]
    fn foreign_text_stays_on_one_line() {
        assert_eq!(shown("a\nb\u{1b}[31m\u{202e}"), "a\\u{a}b\\u{1b}[31m\\u{202e}");
        assert_eq!(shown(&"x".repeat(1000)), format!("{}…", "x".repeat(64)));
        assert_eq!(shown("°C"), "°C");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.0, -0.5, 3300.0, 1e300, -1e-9].map(number), ["0", "-0.5", "3300", "1e300", "-1e-9"]);
    }

    #[test]
    fn amounts_have_their_plural() {
        assert_eq!(count(1, "weight"), "1 weight");
        assert_eq!(count(0, "bias"), "0 biases");
        assert_eq!(count(1_048_576, "value"), "1,048,576 values");
    }
}
