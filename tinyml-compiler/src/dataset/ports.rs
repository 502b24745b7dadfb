//! Which columns of a dataset are a model's inputs and its class.
//!
//! A column is called like its input or output, those of an array with an index behind (`pixels0`, `pixels1`, …), unless the
//! attribute says otherwise.

use super::columns::{Columns, named};
use super::{Mistakes, Table};
use crate::diagnostic::{Code, Diagnostic, Report, count, nearest, quoted};
use crate::network::{Input, Network};

/// How many names a message lists.
const LISTED: usize = 12;
/// Where the attribute tells of columns.
const ELSEWHERE: &str =
    "a list such as `dataset(\"weights/digits.csv\", pixels = \"p{0..63}\", digit = \"class\")`";

/// The columns of every value, in the order in which they enter, and that of the class.
pub(super) struct Ports<'n> {
    pub(super) inputs: Vec<(&'n Input, usize)>,
    pub(super) class: usize,
}

impl<'n> Ports<'n> {
    /// Finds them in the header.
    pub(super) fn find(
        table: &Table<'_>,
        network: &'n Network,
        output: &str,
        columns: &Columns,
    ) -> Result<Self, Report> {
        let names = names(network, output, columns)?;
        let class = told(output, columns).unwrap_or(output);
        let wanted: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).chain([class]).collect();
        let mut mistakes = Mistakes::default();
        let mut find = |name: &str| match table.find(name, &wanted, ELSEWHERE) {
            Ok(index) => Ok(index),
            // A file without a header lacks every column, which is one mistake.
            Err(diagnostic) if diagnostic.code == Code::NoHeader => Err(Report::from(*diagnostic)),
            Err(diagnostic) => {
                mistakes.push(diagnostic.code, || *diagnostic);
                Ok(0)
            }
        };
        let inputs = names.iter().map(|(input, name)| Ok((*input, find(name)?)));
        let ports = Self { inputs: inputs.collect::<Result<_, Report>>()?, class: find(class)? };
        if mistakes.is_empty() { Ok(ports) } else { Err(mistakes.report()) }
    }
}

/// The names of the columns of all inputs.
fn names<'n>(
    network: &'n Network,
    output: &str,
    columns: &Columns,
) -> Result<Vec<(&'n Input, String)>, Report> {
    let mut report = strangers(network, output, columns);
    let mut names = Vec::new();
    for input in &network.inputs {
        match columns_of(input, columns) {
            Ok(found) => names.extend(found.into_iter().map(|name| (input, name))),
            Err(diagnostic) => {
                report.push(*diagnostic);
            }
        }
    }
    report.finish(Ok(names))
}

/// The column or pattern that the attribute gives for a name.
fn told<'c>(name: &str, columns: &'c Columns) -> Option<&'c str> {
    columns.iter().find(|(known, _)| known == name).map(|(_, column)| column.as_str())
}

fn columns_of(input: &Input, columns: &Columns) -> Result<Vec<String>, Box<Diagnostic>> {
    let Some(pattern) = told(&input.name, columns) else {
        let indexed = |length| (0..length).map(|index| format!("{}{index}", input.name)).collect();
        return Ok(input.length.map_or_else(|| vec![input.name.clone()], indexed));
    };
    let found = named(pattern).ok_or_else(|| {
        let message = format!("the pattern {} of `{}` names no columns", quoted(pattern), input.name);
        Box::new(
            Diagnostic::new(Code::ColumnPattern, message)
                .expected("`name{first..last}`, both ends included")
                .help("`\"p{0..63}\"` stands for `p0` to `p63`"),
        )
    })?;
    if found.len() == input.width() {
        return Ok(found);
    }
    let (has, given) = (count(input.width(), "value"), count(found.len(), "column"));
    Err(Box::new(
        Diagnostic::new(Code::ColumnCount, format!("the input `{}` has {has}, but {given}", input.name))
            .expected(count(input.width(), "column"))
            .found(given),
    ))
}

/// What the attribute gives columns for, and the model does not have.
fn strangers(network: &Network, output: &str, columns: &Columns) -> Report {
    let names = || network.inputs.iter().map(|input| input.name.as_str()).chain([output]);
    let mut report = Report::new();
    for (name, _) in columns.iter().filter(|(name, _)| names().all(|known| known != name)) {
        let message = format!("the model has no input or output {}", quoted(name));
        let known: Vec<String> = names().take(LISTED).map(quoted).collect();
        let diagnostic = Diagnostic::new(Code::UnknownInput, message).expected(known.join(", "));
        let near = nearest(name, names()).map(|near| format!("did you mean {}?", quoted(near)));
        report.push(near.into_iter().fold(diagnostic, Diagnostic::help));
    }
    report
}
