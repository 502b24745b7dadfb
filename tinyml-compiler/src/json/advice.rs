//! What the writer of a broken file probably meant.
//!
//! Most such files come from a script in Python or JavaScript, or from an editor: the habits of these are
//! known here.

/// Help for NaN and Infinity.
pub(super) const NOT_FINITE: &str = "Python writes NaN and Infinity for values that are no numbers: the training \
    diverged or a value was divided by zero; `json.dump(…, allow_nan=False)` stops there";

/// Help for a string that is not well-formed, if the complaint is about one.
pub(super) fn string_help(complaint: &str) -> Option<&'static str> {
    let helps = [
        (
            "control character",
            "a closing quote is missing, or a line break or tab is not written as `\\n` or `\\t`",
        ),
        ("invalid escape", "write a backslash as `\\\\`"),
        (
            "hex escape",
            "`\\u` takes four hexadecimal digits, and characters above U+FFFF take two such escapes",
        ),
        (
            "unicode code point",
            "`\\u` takes four hexadecimal digits, and characters above U+FFFF take two such escapes",
        ),
        ("surrogate", "characters above U+FFFF take two `\\u` escapes"),
    ];
    helps.iter().find(|(part, _)| complaint.contains(part)).map(|(_, help)| *help)
}

/// Help for text that is not JSON: the word at the place, or the character, or what stands before it tells.
pub(super) fn syntax_help(
    word: &str,
    here: Option<char>,
    complaint: &str,
    after_value: bool,
) -> Option<&'static str> {
    match (word, here) {
        ("True" | "False" | "None", _) => Some("this is Python; JSON says `true`, `false` and `null`"),
        ("undefined", _) => Some("this is JavaScript; leave the field out"),
        (word, _) if word.starts_with('+') => Some("a number has no leading `+`"),
        (word, _) if word.starts_with('.') => Some("write a digit before the point: `0.5`"),
        (word, _) if word.starts_with("0x") => Some("write the number in decimal"),
        (word, _)
            if word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && complaint == "invalid number" =>
        {
            Some("a number has no leading zeros, and digits on both sides of its point: `0.5`")
        }
        _ if complaint == "expected a string as key" => {
            Some("put the name of the field between double quotes")
        }
        (_, Some(',')) => Some("remove one comma, or write the value that is missing"),
        (_, Some(']' | '}')) => Some("the bracket does not match the one that was opened"),
        _ if complaint == "expected `:`" => Some("put a `:` between the name of a field and its value"),
        _ if after_value && complaint.starts_with("expected `,`") => Some("is a comma missing before this?"),
        _ => None,
    }
}

/// Whether a word is what programs print for a number that is none.
pub(super) fn is_not_finite(word: &str) -> bool {
    let word = word.trim_start_matches(['+', '-']).to_ascii_lowercase();
    matches!(word.as_str(), "nan" | "inf" | "infinity")
}
