//! The samples of a classifier, as the chip gets them: raw inputs, and the class that should come out.
//!
//! A column is called like its input or output, those of an array with an index behind (`pixels0`, `pixels1`, …), unless the
//! attribute says otherwise. Inputs are in the unit of the model; a value outside of the declared range is clamped, as on
//! the chip, and one that the integer type cannot hold is a mistake. Other columns are not looked at.

use super::cell::number;
use super::columns::{Columns, named};
use super::{DataFile, Mistakes, Table};
use crate::diagnostic::{Code, Diagnostic, Report, count, nearest, quoted};
use crate::network::{Input, Network};

/// The most numbers that a promise may be about.
const MAX_VALUES: usize = 1 << 20;
/// How many labels a message lists.
const LISTED: usize = 12;
/// Where the attribute tells of columns.
const ELSEWHERE: &str =
    "a list such as `dataset(\"weights/digits.csv\", pixels = \"p{0..63}\", digit = \"class\")`";

/// Samples with their classes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Labelled {
    /// One for each input of the first layer, sample after sample.
    pub raw: Vec<i32>,
    /// Of each sample, as an index into the labels.
    pub classes: Vec<usize>,
    /// The line of the file on which each sample stands.
    pub lines: Vec<usize>,
}

impl Labelled {
    /// Reads the samples of a classifier.
    ///
    /// # Errors
    ///
    /// All that is wrong with the file: the first few mistakes of each kind, with their lines, and a count of the others.
    pub fn read(data: &DataFile, network: &Network, output: &str, labels: &[String]) -> Result<Self, Report> {
        let mut table = Table::read(data.bytes.as_slice(), data.display.clone())?;
        let plan = plan(&table, network, output, &data.columns)?;
        let mut samples = Self::default();
        let mut mistakes = Mistakes::default();
        while table.next_row()? {
            samples.row(&table, &plan, labels, &mut mistakes);
            if samples.raw.len() > MAX_VALUES {
                return Err(too_large(&table).into());
            }
        }
        if table.rows() == 0 {
            return Err(no_rows(&table).into());
        }
        if mistakes.is_empty() { Ok(samples) } else { Err(mistakes.report()) }
    }

    fn row(&mut self, table: &Table<'_>, plan: &Plan<'_>, labels: &[String], mistakes: &mut Mistakes) {
        if let Err(diagnostic) = table.check_width() {
            mistakes.push(Code::RaggedRow, || *diagnostic);
            return;
        }
        for (input, column) in &plan.inputs {
            self.value(table, input, *column, mistakes);
        }
        match class(table, plan.class, labels) {
            Ok(class) => self.classes.push(class),
            Err((code, make)) => mistakes.push(code, make),
        }
        self.lines.push(table.line());
    }

    fn value(&mut self, table: &Table<'_>, input: &Input, column: usize, mistakes: &mut Mistakes) {
        match number(table.cell(column)) {
            Ok(value) => {
                let steps = libm::round(value / input.scale);
                if steps < input.ty.min() as f64 || steps > input.ty.max() as f64 {
                    mistakes.push(Code::ValueOutsideType, || beyond(table, input, column, value));
                }
                self.raw.push(steps.clamp(input.min as f64, input.max as f64) as i32);
            }
            Err(wrong) => mistakes.push(wrong.code(), || {
                let unit = "write the number alone, in the unit of the model's input";
                wrong.diagnostic(table, column, unit, "inputs are numbers; is it the right column?")
            }),
        }
    }
}

/// The columns of every value, in the order in which they enter, and that of the class.
struct Plan<'n> {
    inputs: Vec<(&'n Input, usize)>,
    class: usize,
}

fn plan<'n>(
    table: &Table<'_>,
    network: &'n Network,
    output: &str,
    columns: &Columns,
) -> Result<Plan<'n>, Report> {
    let mut report = strangers(network, output, columns);
    let mut names: Vec<(&Input, String)> = Vec::new();
    for input in &network.inputs {
        match columns_of(input, columns) {
            Ok(found) => names.extend(found.into_iter().map(|name| (input, name))),
            Err(diagnostic) => {
                report.push(*diagnostic);
            }
        }
    }
    let class = told(output, columns).unwrap_or(output);
    if !report.is_empty() {
        return Err(report);
    }
    let wanted: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).chain([class]).collect();
    let mut mistakes = Mistakes::default();
    let mut headless = None;
    let mut find = |name: &str| match table.find(name, &wanted, ELSEWHERE) {
        Ok(index) => index,
        Err(diagnostic) => {
            // A file without a header lacks every column, which is one mistake.
            match diagnostic.code {
                Code::NoHeader => headless = Some(diagnostic),
                code => mistakes.push(code, || *diagnostic),
            }
            0
        }
    };
    let inputs = names.iter().map(|(input, name)| (*input, find(name))).collect();
    let plan = Plan { inputs, class: find(class) };
    match (headless, mistakes.is_empty()) {
        (Some(diagnostic), _) => Err((*diagnostic).into()),
        (None, true) => Ok(plan),
        (None, false) => Err(mistakes.report()),
    }
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

type Mistake<'t> = (Code, Box<dyn FnOnce() -> Diagnostic + 't>);

fn class<'t>(table: &'t Table<'_>, column: usize, labels: &'t [String]) -> Result<usize, Mistake<'t>> {
    let text = table.cell(column).trim();
    if text.is_empty() {
        return Err((Code::MissingValue, Box::new(move || no_class(table, column))));
    }
    let found = labels.iter().position(|label| label == text);
    found.ok_or((Code::UnknownLabel, Box::new(move || no_label(table, column, labels))))
}

fn no_class(table: &Table<'_>, column: usize) -> Diagnostic {
    let message = format!("row {} has no class in column {}", table.rows(), quoted(&table.header()[column]));
    Diagnostic::new(Code::MissingValue, message)
        .placed(table.place(Some(column)))
        .expected("the name of a class")
        .found("nothing")
        .help("fill the class in or leave the row out: nothing is guessed")
}

fn no_label(table: &Table<'_>, column: usize, labels: &[String]) -> Diagnostic {
    let (text, name) = (table.cell(column).trim(), quoted(&table.header()[column]));
    let message = format!("row {} has a class in column {name} that is no label of the model", table.rows());
    let listed: Vec<String> = labels.iter().take(LISTED).map(|label| quoted(label)).collect();
    let more = if labels.len() > LISTED { ", …" } else { "" };
    let diagnostic = Diagnostic::new(Code::UnknownLabel, message)
        .placed(table.place(Some(column)))
        .expected(format!("{}{more}", listed.join(", ")))
        .found(quoted(text));
    match nearest(text, labels.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
        None => diagnostic.help("is it the right column, and the dataset of this model?"),
    }
}

fn beyond(table: &Table<'_>, input: &Input, column: usize, value: f64) -> Diagnostic {
    let (ty, name) = (input.ty, quoted(&table.header()[column]));
    let message =
        format!("row {} has a value in column {name} that type `{}` cannot hold", table.rows(), ty.name());
    let unit = input.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    let end = |raw: i64| crate::diagnostic::number(raw as f64 * input.scale);
    Diagnostic::new(Code::ValueOutsideType, message)
        .placed(table.place(Some(column)))
        .expected(format!("{}{unit} to {}{unit}", end(ty.min()), end(ty.max())))
        .found(format!("`{}`", crate::diagnostic::number(value)))
        .help(format!("columns hold values in the unit of the model's input{}", of_unit(input)))
}

fn of_unit(input: &Input) -> String {
    input.unit.as_ref().map_or(String::new(), |unit| format!(", here {unit}"))
}

fn no_rows(table: &Table<'_>) -> Diagnostic {
    Diagnostic::new(Code::TooFewRows, "the dataset has a header, but no row")
        .placed(table.whole())
        .expected("a line for each sample")
}

fn too_large(table: &Table<'_>) -> Diagnostic {
    Diagnostic::new(Code::DatasetTooLarge, "the dataset is too large for a promise")
        .placed(table.place(None))
        .expected(format!("at most {} in the columns of the inputs", count(MAX_VALUES, "number")))
        .help(crate::file::DATASET.large_help)
}
