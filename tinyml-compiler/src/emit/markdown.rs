//! Text of a model file in generated documentation: shown as it is, whatever Markdown or HTML it looks like.
//!
//! A description may hold anything. It must not become a link that leads nowhere, a tag, a heading or, indented by four
//! spaces, an example that the user's `cargo test` would run.

/// Text that stands for itself, on one line.
pub(crate) fn text(text: &str) -> String {
    let chars: Vec<char> = on_one_line(text).chars().collect();
    let mut shown = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        if c.is_ascii_punctuation() && !is_plain(before, c, chars.get(at + 1).copied()) {
            shown.push('\\');
        }
        shown.push(c);
    }
    shown
}

/// Text in a code span, which is fenced by more backticks than it holds.
pub(crate) fn code(text: &str) -> String {
    let text = on_one_line(text);
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// Whether punctuation has no meaning where it stands, and is more readable in `cargo expand` as it is.
fn is_plain(before: Option<char>, c: char, after: Option<char>) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '_' => in_word(before) && in_word(after),
        ':' => after != Some('/'),
        c => ",;./()%?'\"=+-".contains(c),
    }
}

fn on_one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{code, text};

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(text("<b>hot</b> [x](y) *a* _b_ `c`"), r"\<b\>hot\</b\> \[x\](y) \*a\* \_b\_ \`c\`");
        assert_eq!(text("see https://example.org"), r"see https\://example.org");
        assert_eq!(text("two\n\n    lines"), "two lines");
        assert_eq!(text("22.6 to 62.4 °C, in (1/100)"), "22.6 to 62.4 °C, in (1/100)");
    }

    #[test]
    fn code_spans_end_where_they_should() {
        assert_eq!(code("setosa"), "`setosa`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\nb"), "`a b`");
    }
}
