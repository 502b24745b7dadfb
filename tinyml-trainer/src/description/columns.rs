//! Patterns that stand for many columns: `p{0..63}` is `p0`, `p1` and so on to `p63`.

use tinyml_compiler::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count, quoted};
use tinyml_compiler::strict::{Node, values};

/// The most columns that one input can have: the longest array of a model file.
const MOST: usize = 4096;

/// Reads the field `columns`: a pattern, or a list of names.
pub(super) fn columns(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<String>> {
    match node {
        Node::Text(pattern) => expand(&pattern, at, report),
        list => {
            let names = values::list("column", MOST, values::text)(list, at, report)?;
            names.into_iter().collect()
        }
    }
}

/// The columns that a pattern stands for; a text without braces is the name of one.
pub(super) fn expand(pattern: &str, at: &Spot, report: &mut Report) -> Checked<Vec<String>> {
    let Some((before, rest)) = pattern.split_once('{') else { return Ok(vec![pattern.to_owned()]) };
    let parts = rest.split_once('}').and_then(|(span, after)| Some((span.split_once("..")?, after)));
    let ends = parts.and_then(|((first, last), after)| Some((end(first)?, end(last)?, after)));
    match ends {
        Some((first, last, after)) if first <= last && last - first < MOST && !after.contains(['{', '}']) => {
            Ok((first..=last).map(|number| format!("{before}{number}{after}")).collect())
        }
        _ => Err(report.push(
            Diagnostic::new(Code::ColumnPattern, format!("the pattern {} names no columns", quoted(pattern)))
                .at(at)
                .expected(format!(
                    "`name{{first..last}}`, both ends included, at most {}",
                    count(MOST, "column")
                ))
                .help("`\"p{0..63}\"` stands for `p0` to `p63`"),
        )),
    }
}

fn end(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::expand;
    use tinyml_compiler::diagnostic::{Report, Spot};

    #[test]
    fn patterns_include_both_ends() {
        let names = |pattern| expand(pattern, &Spot::root(), &mut Report::new()).ok();
        assert_eq!(names("p{0..2}"), Some(["p0", "p1", "p2"].map(str::to_owned).to_vec()));
        assert_eq!(names("x{9..10}_mv"), Some(["x9_mv", "x10_mv"].map(str::to_owned).to_vec()));
        assert_eq!(names("plain"), Some(vec!["plain".to_owned()]));
        for wrong in
            ["p{0..}", "p{..3}", "p{3..0}", "p{0..63", "p{0..5000}", "p{0..1}{0..1}", "p{-1..1}", "p{0}"]
        {
            assert_eq!(names(wrong), None, "{wrong}");
        }
    }
}
