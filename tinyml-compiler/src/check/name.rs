//! Names become Rust identifiers: parameters, constants, modules. They are lower case, so that each has
//! exactly one upper-case form.

use std::collections::BTreeMap;

use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, quoted};

/// Longest name, in characters.
const LONGEST: usize = 64;

/// Words that Rust keeps for itself in any edition; only those that could be names here.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Whether Rust keeps a word for itself.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Checks that a name can be an identifier.
pub fn identifier(name: Checked<String>, at: &Spot, report: &mut Report) -> Checked<String> {
    let name = name?;
    if is_keyword(&name) {
        return Err(report.push(
            Diagnostic::new(Code::ReservedName, format!("{} is a keyword of Rust", quoted(&name)))
                .at(at)
                .help(format!("use another name, such as `{name}_value`")),
        ));
    }
    if is_identifier(&name) {
        return Ok(name);
    }
    let diagnostic = Diagnostic::new(Code::InvalidName, format!("{} cannot be a name", quoted(&name)))
        .at(at)
        .expected("lower-case letters, digits and `_`, a letter first, at most 64 characters");
    let similar = similar(&name);
    Err(report.push(match is_identifier(&similar) {
        true => diagnostic.help(format!("write `{similar}`")),
        false => diagnostic,
    }))
}

/// Reports names that come a second time. `what` is the noun for the message.
pub fn unique<'n>(what: &str, names: impl Iterator<Item = (&'n str, Spot)>, report: &mut Report) {
    let mut seen: BTreeMap<&str, Spot> = BTreeMap::new();
    for (name, at) in names {
        match seen.get(name) {
            None => {
                seen.insert(name, at);
            }
            Some(first) => {
                report.push(
                    Diagnostic::new(
                        Code::DuplicateName,
                        format!("two {what} have the name {}", quoted(name)),
                    )
                    .at(&at)
                    .found(format!("the same name at {}", first.pointer()))
                    .help("give each its own name"),
                );
            }
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() <= LONGEST && name.chars().all(legal)
}

/// The nearest legal name, if there is one.
fn similar(name: &str) -> String {
    let replace = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }
    };
    let name: String = name.chars().take(LONGEST + 1).map(replace).collect();
    let name = name.trim_matches('_');
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("n{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, similar};

    #[test]
    fn keywords_are_sorted_and_unique() {
        assert!(KEYWORDS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn similar_names_keep_what_they_can() {
        let cases =
            [("Fc-1", "fc_1"), ("dense/kernel:0", "dense_kernel_0"), ("1st", "n1st"), ("°C", "c"), ("", "")];
        for (name, legal) in cases {
            assert_eq!(similar(name), legal, "{name}");
        }
    }
}
