//! From a table of texts to a dataset: each value read, checked against its description, and in its unit.
//!
//! The file is read as a stream and never held. What is kept are the numbers, of which there may be [`MAX_VALUES`]
//! (512 MiB). A value that the integer type of its input or output cannot hold is a mistake. One that only lies outside
//! the declared range is not: the chip clamps it, and a note says how many there are.

use std::io::Read;
use std::path::Path;

use tinyml_compiler::dataset::{Mistakes, Table};
use tinyml_compiler::diagnostic::{Code, Diagnostic, Report, count};

use super::classes::Classes;
use super::port::Port;
use super::{Dataset, Loaded, Targets, table};
use crate::description::{Description, OutputColumns};

/// The most numbers that a dataset may hold, inputs and targets together.
pub const MAX_VALUES: usize = 1 << 26;

/// Opens and reads a CSV file. Labels that the description leaves to the data are filled in.
///
/// # Errors
///
/// All that is wrong with the file: the first few mistakes of each kind, with row and column, and a count of the others.
pub fn open(path: &Path, description: &mut Description) -> Result<Loaded, Report> {
    rows(table(path)?, description)
}

/// Reads a CSV file from a stream; `name` is what messages call it.
///
/// # Errors
///
/// As for [`open`].
pub fn read(reader: impl Read, name: &str, description: &mut Description) -> Result<Loaded, Report> {
    rows(Table::read(reader, name.to_owned())?, description)
}

fn rows(mut table: Table<'_>, description: &mut Description) -> Result<Loaded, Report> {
    let mut reading = Reading::start(&table, description)?;
    while table.next_row()? {
        reading.row(&table)?;
    }
    reading.finish(&table, description)
}

/// A dataset while it is read.
struct Reading {
    inputs: Vec<Port>,
    targets: Goal,
    x: Vec<f64>,
    mistakes: Mistakes,
}

/// What is read from the columns of the outputs.
enum Goal {
    Values { ports: Vec<Port>, y: Vec<f64> },
    Classes(Classes),
}

impl Reading {
    /// Finds the columns.
    fn start(table: &Table<'_>, description: &Description) -> Result<Self, Report> {
        let mut mistakes = Mistakes::default();
        let wanted = description.columns();
        let mut headless = None;
        let mut find = |name: &str| {
            table.find(name, &wanted, "`column` of the description").unwrap_or_else(|diagnostic| {
                match diagnostic.code {
                    Code::NoHeader => headless = Some(diagnostic),
                    code => mistakes.push(code, || *diagnostic),
                }
                0
            })
        };
        let inputs = description.inputs.iter().map(|input| Port::of_input(input, &mut find)).collect();
        let targets = match &description.outputs {
            OutputColumns::Values(values) => {
                let ports = values.iter().map(|value| Port::of_output(value, &mut find)).collect();
                Goal::Values { ports, y: Vec::new() }
            }
            OutputColumns::Classes { column, labels, .. } => {
                Goal::Classes(Classes::new(column, find(column), labels.clone()))
            }
        };
        if let Some(diagnostic) = headless {
            return Err((*diagnostic).into());
        }
        match mistakes.is_empty() {
            true => Ok(Self { inputs, targets, x: Vec::new(), mistakes }),
            false => Err(mistakes.report()),
        }
    }

    fn row(&mut self, table: &Table<'_>) -> Result<(), Report> {
        if let Err(diagnostic) = table.check_width() {
            self.mistakes.push(Code::RaggedRow, || *diagnostic);
            return Ok(());
        }
        self.inputs.iter_mut().for_each(|port| port.read(table, &mut self.x, &mut self.mistakes));
        let targets = match &mut self.targets {
            Goal::Values { ports, y } => {
                ports.iter_mut().for_each(|port| port.read(table, y, &mut self.mistakes));
                y.len()
            }
            Goal::Classes(classes) => classes.read(table, &mut self.mistakes)?,
        };
        if !self.mistakes.is_empty() {
            // Nothing will be made of the numbers: the other rows are read for their mistakes only.
            self.forget();
        }
        match self.x.len() + targets <= MAX_VALUES {
            true => Ok(()),
            false => Err(too_large(table)),
        }
    }

    fn forget(&mut self) {
        self.x.clear();
        match &mut self.targets {
            Goal::Values { y, .. } => y.clear(),
            Goal::Classes(classes) => classes.forget(),
        }
    }

    fn finish(mut self, table: &Table<'_>, description: &mut Description) -> Result<Loaded, Report> {
        if table.rows() < 2 && self.mistakes.is_empty() {
            return Err(too_few(table).into());
        }
        let ports = self.inputs.iter().chain(match &self.targets {
            Goal::Values { ports, .. } => ports.as_slice(),
            Goal::Classes(_) => &[],
        });
        let mut notes = Vec::new();
        // Of a column in which values are missing, nothing can be said as a whole.
        if self.mistakes.is_empty() {
            ports.clone().for_each(|port| port.finish(table, &mut self.mistakes));
        }
        ports.for_each(|port| notes.extend(port.notes(table.rows())));
        let targets = match self.targets {
            Goal::Values { ports, y } => Targets::Values { outputs: ports.len(), y },
            Goal::Classes(classes) => classes.finish(table, description, &mut notes, &mut self.mistakes),
        };
        match self.mistakes.is_empty() {
            true => Ok(Loaded { dataset: Dataset { width: description.width(), x: self.x, targets }, notes }),
            false => Err(self.mistakes.report()),
        }
    }
}

fn too_few(table: &Table<'_>) -> Diagnostic {
    let message = match table.rows() {
        0 => "the dataset has a header, but no row",
        _ => "the dataset has only one row",
    };
    Diagnostic::new(Code::TooFewRows, message)
        .placed(table.whole())
        .expected("at least 2 rows: each is a sample, and one is kept back when errors are estimated")
        .found(count(table.rows(), "row"))
}

fn too_large(table: &Table<'_>) -> Report {
    Diagnostic::new(Code::DatasetTooLarge, "the dataset is too large")
        .placed(table.place(None))
        .expected(format!("at most {} in the columns that are used", count(MAX_VALUES, "number")))
        .help("a random part of the rows serves a small network as well")
        .into()
}
