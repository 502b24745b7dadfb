//! The samples of a classifier, as the chip gets them: raw inputs, and the class that should come out.
//!
//! Inputs are in the unit of the model; a value outside of the declared range is clamped, as on the chip, and one that the
//! integer type cannot hold is a mistake. Other columns are not looked at.

use super::cell::number;
use super::ports::Ports;
use super::{DataFile, Mistakes, Table};
use crate::diagnostic::{self, Code, Diagnostic, Report, count, nearest, quoted};
use crate::network::{Input, Network};

/// The most numbers that a promise may be about.
const MAX_VALUES: usize = 1 << 18;
/// How many labels a message lists.
const LISTED: usize = 12;

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
        let ports = Ports::find(&table, network, output, &data.columns)?;
        let mut samples = Self::default();
        let mut mistakes = Mistakes::default();
        while table.next_row()? {
            samples.row(&table, &ports, labels, &mut mistakes);
            if samples.raw.len() > MAX_VALUES {
                return Err(too_large(&table).into());
            }
        }
        if table.rows() == 0 {
            return Err(no_rows(&table).into());
        }
        if mistakes.is_empty() { Ok(samples) } else { Err(mistakes.report()) }
    }

    fn row(&mut self, table: &Table<'_>, ports: &Ports<'_>, labels: &[String], mistakes: &mut Mistakes) {
        if let Err(diagnostic) = table.check_width() {
            mistakes.push(Code::RaggedRow, || *diagnostic);
            return;
        }
        for (input, column) in &ports.inputs {
            self.value(table, input, *column, mistakes);
        }
        match class(table, ports.class, labels) {
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
    let end = |raw: i64| diagnostic::number(raw as f64 * input.scale);
    Diagnostic::new(Code::ValueOutsideType, message)
        .placed(table.place(Some(column)))
        .expected(format!("{}{unit} to {}{unit}", end(ty.min()), end(ty.max())))
        .found(format!("`{}`", diagnostic::number(value)))
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

#[cfg(test)]
mod tests {
    use super::Labelled;
    use crate::dataset::{Columns, DataFile};
    use crate::diagnostic::{Code, Report};
    use crate::network::Network;
    use crate::source::Source;

    fn network() -> Network {
        let text = r#"{"version": 1, "name": "m",
            "inputs": [{"name": "v", "type": "i16", "range": [-5, 5], "scale": 0.5},
                {"name": "a", "type": "u8", "range": [0, 9], "length": 2}],
            "outputs": [{"name": "side", "type": "i16", "scale": 1, "labels": ["left", "right"]}],
            "layers": [{"type": "dense", "name": "out", "weights": [[1, 2, 3], [3, 2, 1]], "bias": [0, 0]}]}"#;
        crate::read(&Source::from_bytes("m.json", text.into()).expect("UTF-8")).expect("a model")
    }

    fn read(text: &[u8], columns: Columns) -> Result<Labelled, Report> {
        let data = DataFile { display: "d.csv".to_owned(), bytes: text.to_vec(), columns };
        Labelled::read(&data, &network(), "side", &["left".to_owned(), "right".to_owned()])
    }

    #[test]
    fn samples_are_what_the_chip_gets() {
        let text = b"side,a1,note,a0,v\nleft,1,x,2,0.74\n\nright,9.4,y,200,-3\n";
        let samples = read(text, Columns::new()).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(samples.raw, [1, 2, 1, -5, 9, 9], "in steps, to nearest, within the ranges");
        assert_eq!((samples.classes, samples.lines), (vec![0, 1], vec![2, 4]));
    }

    #[test]
    fn columns_may_have_other_names() {
        let columns =
            [("a", "p{1..2}"), ("side", "class")].map(|(of, name)| (of.to_owned(), name.to_owned()));
        let text = b"v,p1,p2,class\n0,3,4,left\n";
        let samples = read(text, columns.to_vec()).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!((samples.raw, samples.classes), (vec![0, 3, 4], vec![0]));
    }

    #[test]
    fn mistakes_have_their_codes() {
        let pattern = |of: &str, name: &str| vec![(of.to_owned(), name.to_owned())];
        let rows = |count: usize| format!("v,a0,a1,side\n{}", "1,2,3,left\n".repeat(count)).into_bytes();
        let cases: [(Vec<u8>, Columns, Code); 9] = [
            (b"".to_vec(), Vec::new(), Code::EmptyFile),
            (b"1,2,3,left\n".to_vec(), Vec::new(), Code::NoHeader),
            (b"v,a0,side\n".to_vec(), Vec::new(), Code::UnknownColumn),
            (rows(0), Vec::new(), Code::TooFewRows),
            (rows(1), pattern("a", "p{2..1}"), Code::ColumnPattern),
            (rows(1), pattern("v", "p{1..2}"), Code::ColumnCount),
            (rows(1), pattern("w", "v"), Code::UnknownInput),
            (b"v,a0,a1,side\n1,2,3,\n".to_vec(), Vec::new(), Code::MissingValue),
            (rows(90_000), Vec::new(), Code::DatasetTooLarge),
        ];
        for (text, columns, code) in cases {
            let report = read(&text, columns).expect_err("a mistake");
            assert_eq!(report.diagnostics()[0].code, code, "{report}");
        }
    }

    /// Whatever the bytes are, there is an answer, and soon.
    #[test]
    fn no_bytes_bring_the_reader_down() {
        let good = b"v,a0,a1,side\n1,\"2\",3,left\n1,2,\"3\n\",right\n";
        for at in 0..good.len() {
            for byte in [0, b'"', b',', b'\n', b'\r', 0xff] {
                let mut text = good.to_vec();
                text[at] = byte;
                let _answer = read(&text, Columns::new());
                let _answer = read(&text[..at], Columns::new());
            }
        }
    }
}
