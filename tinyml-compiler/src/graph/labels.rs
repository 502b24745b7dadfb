//! Labels of a network's scores, as the attribute gives them: TFLite files hold none that could be relied on.

use std::collections::BTreeMap;

use crate::check::variant_name;
use crate::diagnostic::{Blame, Code, Diagnostic, Report, count, quoted};
use crate::graph::lower::{Edge, Lowered};

/// The labels of a file: one on each line, in the order of the scores.
///
/// # Errors
///
/// Text that is not UTF-8.
pub fn read(display: &str, bytes: &[u8]) -> Result<Vec<String>, Report> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).map_err(|_| {
        Diagnostic::new(Code::NotUtf8, format!("the labels {} are not UTF-8 text", quoted(display)))
            .help("save the file as UTF-8, with one label on each line")
    })?;
    Ok(text.trim_end().lines().map(|line| line.trim().to_owned()).collect())
}

/// Compares labels with the scores of the first output, and with one another.
///
/// # Errors
///
/// Another number of labels than of scores, or labels of which no enum can be made.
pub fn check(labels: &[String], lowered: &Lowered) -> Result<(), Report> {
    let mut report = Report::new();
    if let Some(scores) = lowered.outputs.first()
        && (labels.len() != scores.span.count || labels.len() < 2)
    {
        report.push(another_count(labels, scores));
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, label) in labels.iter().enumerate() {
        match variant_name(label) {
            None => drop(report.push(no_variant(label, index))),
            Some(variant) => match seen.get(&variant) {
                None => drop(seen.insert(variant, index)),
                Some(first) => drop(report.push(same_variant(label, &variant, labels.get(*first)))),
            },
        }
    }
    if report.is_empty() { Ok(()) } else { Err(report.blame(Blame::Argument("labels"))) }
}

fn another_count(labels: &[String], scores: &Edge) -> Diagnostic {
    Diagnostic::new(Code::LabelCount, "there is not one label for each score")
        .expected(format!("{}, as {} has", count(scores.span.count, "score"), scores.tensor.shown()))
        .found(count(labels.len(), "label"))
        .help("labels are those of the first output, in its order; two are the least that can be told apart")
}

fn no_variant(label: &str, index: usize) -> Diagnostic {
    Diagnostic::new(Code::LabelText, format!("no variant can be named after the label {}", quoted(label)))
        .expected("letters or digits, at most 64, and not the word `Self`")
        .found(format!("label {index}, counted from 0"))
}

fn same_variant(label: &str, variant: &str, first: Option<&String>) -> Diagnostic {
    let first = first.map_or_else(String::new, |first| format!(", as for {}", quoted(first)));
    Diagnostic::new(Code::LabelText, format!("the label {} gives a variant twice", quoted(label)))
        .found(format!("`{variant}`{first}"))
        .help("labels have to differ in more than case and punctuation")
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn labels_are_lines() {
        let labels = read("l.txt", b"\xef\xbb\xbfyes\r\n no \r\nleft\n\n").expect("UTF-8");
        assert_eq!(labels, ["yes", "no", "left"]);
        let report = read("l.txt", b"gr\xfc\xdfe").expect_err("Latin-1");
        assert_eq!(report.diagnostics()[0].code.id(), "T0212");
    }
}
