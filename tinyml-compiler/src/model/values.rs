//! Single values: each function takes a node and gives a Rust value, or reports what was found instead.

use crate::diagnostic::{
    self, Checked, Code, Diagnostic, Report, Reported, Spot, count, nearest, plural, quoted,
};
use crate::json::{Matrix, Node};

/// A list whose elements may each have been reported as broken.
pub type List<T> = Vec<Checked<T>>;

/// The largest whole number that every JSON tool keeps exactly.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Reports a value of the wrong type.
pub fn wrong_type(node: &Node<'_>, expected: &str, at: &Spot, report: &mut Report) -> Reported {
    report.push_with(|| {
        let message = format!("{} has the wrong type", at.title());
        let diagnostic =
            Diagnostic::new(Code::WrongType, message).at(at).expected(expected).found(node.describe());
        match node {
            Node::Null if expected.contains("number") => {
                diagnostic.help("JavaScript and pandas write `null` for NaN: find where that comes from")
            }
            Node::Null => diagnostic.help("leave the field out instead"),
            Node::Text(text) if expected.contains("number") && text.trim().parse::<f64>().is_ok() => {
                diagnostic.help("write the number without quotes")
            }
            _ => diagnostic,
        }
    })
}

/// A string.
pub fn text(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<String> {
    match node {
        Node::Text(text) => Ok(text.into_owned()),
        other => Err(wrong_type(&other, "a string", at, report)),
    }
}

/// A number.
pub fn number(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<f64> {
    match node {
        Node::Number(number) => Ok(number),
        other => Err(wrong_type(&other, "a number", at, report)),
    }
}

/// A whole number, written with or without `.0`; beyond 2^53 it saturates, which no range allows.
pub fn integer(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<i64> {
    match node {
        Node::Number(value) if value.fract() == 0.0 => Ok(value.clamp(-LARGEST_EXACT, LARGEST_EXACT) as i64),
        Node::Number(value) => Err(report.push(
            Diagnostic::new(Code::NotAnInteger, format!("{} has to be a whole number", at.title()))
                .at(at)
                .expected("a whole number: it counts raw steps or elements")
                .found(format!("`{}`", diagnostic::number(value))),
        )),
        other => Err(wrong_type(&other, "a whole number", at, report)),
    }
}

/// Two whole numbers: the ends of a range.
pub fn pair(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<(i64, i64)> {
    let found = node.describe();
    let items =
        node.into_items().map_err(|other| wrong_type(&other, "an array of two whole numbers", at, report))?;
    match <[Node<'_>; 2]>::try_from(items) {
        Ok([min, max]) => {
            let (min, max) = (integer(min, &at.index(0), report), integer(max, &at.index(1), report));
            Ok((min?, max?))
        }
        Err(_) => Err(report.push(
            Diagnostic::new(Code::NotAPair, "a range has two ends")
                .at(at)
                .expected("`[least, greatest]`")
                .found(found)
                .help("both ends belong to the range"),
        )),
    }
}

/// A word from a list, and what it stands for. `advise` may know a word that is not in the list.
pub fn word<T: Copy>(
    node: Node<'_>,
    at: &Spot,
    words: &[(&'static str, T)],
    report: &mut Report,
    advise: impl FnOnce(&str) -> Option<String>,
) -> Checked<T> {
    let text = text(node, at, report)?;
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        return Ok(*value);
    }
    let list = words.iter().map(|(word, _)| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ");
    let near = || {
        nearest(&text, words.iter().map(|(word, _)| *word)).map(|near| format!("did you mean `\"{near}\"`?"))
    };
    let message = format!("{} is not supported as {}", quoted(&text), at.title());
    let diagnostic = Diagnostic::new(Code::UnknownValue, message).at(at).expected(list);
    Err(report.push(match advise(&text).or_else(near) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }))
}

/// An array of things, of which at most `most` are read.
pub fn list<'t, T>(
    noun: &'static str,
    most: usize,
    read: impl Fn(Node<'t>, &Spot, &mut Report) -> Checked<T>,
) -> impl FnOnce(Node<'t>, &Spot, &mut Report) -> Checked<List<T>> {
    move |node, at, report| {
        let expected = format!("an array of {}", plural(noun));
        let items = node.into_items().map_err(|other| wrong_type(&other, &expected, at, report))?;
        let length = items.len();
        let reading = items.into_iter().take(most).enumerate();
        let list: List<T> = reading.map(|(index, item)| read(item, &at.index(index), report)).collect();
        if length <= most {
            return Ok(list);
        }
        Err(report.push(
            Diagnostic::new(Code::TooMany, format!("the model has too many {}", plural(noun)))
                .at(at)
                .expected(format!("at most {}", count(most, noun)))
                .found(count(length, noun)),
        ))
    }
}

/// An array of numbers.
pub(super) fn numbers(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<f64>> {
    match node {
        Node::Numbers(numbers) => Ok(numbers),
        node => {
            let items =
                node.into_items().map_err(|other| wrong_type(&other, "an array of numbers", at, report))?;
            let read = |(index, item): (usize, Node<'_>)| match item {
                Node::Number(number) => Ok(number),
                other => Err(wrong_type(&other, "a number", &at.index(index), report)),
            };
            let numbers: Vec<Checked<f64>> = items.into_iter().enumerate().map(read).collect();
            numbers.into_iter().collect()
        }
    }
}

/// An array of arrays of numbers.
pub(super) fn matrix(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Matrix> {
    match node {
        Node::Rows(matrix) => Ok(matrix),
        array if array.is_empty_array() => Ok(Matrix::default()),
        Node::Numbers(_) => {
            let help = "write one array for each output unit, also if there is only one";
            Err(report.push(
                Diagnostic::new(Code::WrongType, "the weights are one flat array")
                    .at(at)
                    .expected("an array of arrays of numbers")
                    .found(node.describe())
                    .help(help),
            ))
        }
        node => {
            let expected = "an array of arrays of numbers";
            let items = node.into_items().map_err(|other| wrong_type(&other, expected, at, report))?;
            let mut matrix = Matrix::default();
            let mut broken = None;
            for (index, item) in items.into_iter().enumerate() {
                match numbers(item, &at.index(index), report) {
                    Ok(row) => matrix.push(&row),
                    Err(reported) => broken = Some(reported),
                }
            }
            broken.map_or(Ok(matrix), Err)
        }
    }
}
