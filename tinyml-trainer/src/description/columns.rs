//! Patterns that stand for many columns: `p{0..63}` is `p0`, `p1` and so on to `p63`.

use tinyml_compiler::dataset::columns::{MOST, named};
use tinyml_compiler::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count, quoted};
use tinyml_compiler::strict::{Node, values};

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
    named(pattern).ok_or_else(|| {
        report.push(
            Diagnostic::new(Code::ColumnPattern, format!("the pattern {} names no columns", quoted(pattern)))
                .at(at)
                .expected(format!(
                    "`name{{first..last}}`, both ends included, at most {}",
                    count(MOST, "column")
                ))
                .help("`\"p{0..63}\"` stands for `p0` to `p63`"),
        )
    })
}
