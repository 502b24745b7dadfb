//! The samples of a dataset as a graph gets them: the bytes of its inputs, and the class that should come out.
//!
//! Each row has the values of all inputs, flattened and one input after the other, in the units that the tensors stand for
//! (their integers are made by scale and zero point; a tensor without a scale is given its numbers as they are), and one column
//! with the class: its label, or its number from 0 on. The class is in the column `class`, and the inputs in all others, in the
//! order of the file, unless the attribute names them: `dataset("d.csv", input = "p{0..63}", class = "digit")`.

use crate::dataset::cell::number;
use crate::dataset::columns::named;
use crate::dataset::{DataFile, Mistakes, Table};
use crate::diagnostic::{Code, Diagnostic, Report, count, nearest, quoted};
use crate::graph::promises::output_range::integers;
use crate::graph::{ElementType, Tensor};

/// The most bytes of inputs that a promise may be about.
const MAX_BYTES: usize = 16 << 20;

/// What the attribute may name columns for.
const NAMES: [&str; 2] = ["input", "class"];

/// Where the attribute tells of columns.
const ELSEWHERE: &str =
    "a list such as `dataset(\"weights/digits.csv\", input = \"p{0..63}\", class = \"digit\")`";

/// Samples with their classes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Samples {
    /// For each sample, the bytes of each input.
    pub(super) inputs: Vec<Vec<Vec<u8>>>,
    /// Of each sample.
    pub(super) classes: Vec<usize>,
    /// The line of the file on which each sample stands.
    pub(super) lines: Vec<usize>,
}

/// What a model takes and gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends<'a> {
    pub(super) inputs: &'a [&'a Tensor],
    /// Number of classes.
    pub(super) classes: usize,
    /// Their names, where they are given.
    pub(super) labels: &'a [String],
}

/// The columns of the values, in the order in which they enter, and that of the class.
struct Columns {
    inputs: Vec<usize>,
    class: usize,
}

impl Samples {
    /// Reads the samples of a classifier.
    ///
    /// # Errors
    ///
    /// All that is wrong with the file: the first few mistakes of each kind, with their lines, and a count of the others.
    pub(super) fn read(data: &DataFile, ends: Ends<'_>) -> Result<Self, Report> {
        let mut table = Table::read(data.bytes.as_slice(), data.display.clone())?;
        let columns = Columns::find(&table, data, ends)?;
        let width: usize = ends.inputs.iter().map(|tensor| tensor.count() * tensor.element.bytes()).sum();
        let (mut samples, mut mistakes) = (Self::default(), Mistakes::default());
        while table.next_row()? {
            samples.row(&table, &columns, ends, &mut mistakes);
            if samples.lines.len() * width > MAX_BYTES {
                return Err(too_large(&table, MAX_BYTES / width.max(1)).into());
            }
        }
        if samples.lines.is_empty() {
            return Err(Diagnostic::new(Code::TooFewRows, "the dataset has a header, but no row")
                .placed(table.whole())
                .expected("a line for each sample")
                .into());
        }
        if mistakes.is_empty() { Ok(samples) } else { Err(mistakes.report()) }
    }

    fn row(&mut self, table: &Table<'_>, columns: &Columns, ends: Ends<'_>, mistakes: &mut Mistakes) {
        self.lines.push(table.line());
        if let Err(diagnostic) = table.check_width() {
            mistakes.push(Code::RaggedRow, || *diagnostic);
            return;
        }
        let (mut inputs, mut rest) = (Vec::new(), columns.inputs.as_slice());
        for tensor in ends.inputs {
            let (own, others) = rest.split_at(tensor.count().min(rest.len()));
            inputs.push(own.iter().flat_map(|column| value(table, tensor, *column, mistakes)).collect());
            rest = others;
        }
        self.inputs.push(inputs);
        match class(table, columns.class, ends) {
            Some(class) => self.classes.push(class),
            None => mistakes.push(Code::UnknownLabel, || no_class(table, columns.class, ends)),
        }
    }
}

impl Columns {
    fn find(table: &Table<'_>, data: &DataFile, ends: Ends<'_>) -> Result<Self, Report> {
        let stranger = data.columns.iter().find(|(name, _)| !NAMES.contains(&name.as_str()));
        if let Some((name, _)) = stranger {
            let message = format!(
                "columns of a graph's dataset are its `input` and its `class`, and not {}",
                quoted(name)
            );
            let diagnostic = Diagnostic::new(Code::UnknownInput, message).expected("`input`, `class`");
            return Err(diagnostic.help(format!("write {ELSEWHERE}")).into());
        }
        let told =
            |name: &str| data.columns.iter().find(|(known, _)| known == name).map(|(_, column)| column);
        let class = told("class").map_or("class", String::as_str);
        let class = table.find(class, &[class], ELSEWHERE).map_err(|diagnostic| Report::from(*diagnostic))?;
        let inputs = match told("input") {
            Some(pattern) => pattern_columns(table, pattern)?,
            None => (0..table.header().len()).filter(|column| *column != class).collect(),
        };
        let wanted: usize = ends.inputs.iter().map(|tensor| tensor.count()).sum();
        match inputs.len() == wanted {
            true => Ok(Self { inputs, class }),
            false => Err(wrong_width(table, ends, wanted, inputs.len()).into()),
        }
    }
}

fn pattern_columns(table: &Table<'_>, pattern: &str) -> Result<Vec<usize>, Report> {
    let names = named(pattern).ok_or_else(|| {
        let message = format!("the pattern {} of `input` names no columns", quoted(pattern));
        let diagnostic = Diagnostic::new(Code::ColumnPattern, message);
        diagnostic
            .expected("`name{first..last}`, both ends included")
            .help("`\"p{0..63}\"` stands for `p0` to `p63`")
    })?;
    let wanted: Vec<&str> = names.iter().map(String::as_str).collect();
    let find =
        |name: &&str| table.find(name, &wanted, ELSEWHERE).map_err(|diagnostic| Report::from(*diagnostic));
    wanted.iter().map(find).collect()
}

fn wrong_width(table: &Table<'_>, ends: Ends<'_>, wanted: usize, given: usize) -> Diagnostic {
    let shown: Vec<String> = ends.inputs.iter().map(|tensor| tensor.shown()).collect();
    let message = format!("the dataset does not have one column for each value of {}", shown.join(" and "));
    Diagnostic::new(Code::ColumnCount, message)
        .placed(table.header_place())
        .expected(format!("{} beside the class", count(wanted, "column")))
        .found(count(given, "column"))
        .help(format!("the order is that of the flattened tensor; or name the columns in {ELSEWHERE}"))
}

/// The bytes of one value, little-endian as the chip has them; nothing where it is a mistake.
fn value(table: &Table<'_>, tensor: &Tensor, column: usize, mistakes: &mut Mistakes) -> Vec<u8> {
    let value = match number(table.cell(column)) {
        Ok(value) => value,
        Err(wrong) => {
            mistakes.push(wrong.code(), || {
                let unit = "write the number alone, in what the input tensor stands for";
                wrong.diagnostic(table, column, unit, "inputs are numbers; is it the right column?")
            });
            return Vec::new();
        }
    };
    if tensor.element == ElementType::F32 {
        return (value as f32).to_le_bytes().to_vec();
    }
    let (scale, zero_point) = tensor.scale().unwrap_or((1.0, 0));
    // As QUANTIZE does it: to nearest, halves away from zero, and within the type.
    let integer = libm::round(value / f64::from(scale)) + zero_point as f64;
    let (least, greatest) = integers(tensor.element).unwrap_or((i32::MIN.into(), i32::MAX.into()));
    let integer = integer.clamp(least as f64, greatest as f64) as i64;
    integer.to_le_bytes().into_iter().take(tensor.element.bytes()).collect()
}

fn class(table: &Table<'_>, column: usize, ends: Ends<'_>) -> Option<usize> {
    let text = table.cell(column).trim();
    let label = ends.labels.iter().position(|label| label == text);
    label.or_else(|| text.parse().ok()).filter(|class| *class < ends.classes)
}

fn no_class(table: &Table<'_>, column: usize, ends: Ends<'_>) -> Diagnostic {
    let (text, name) = (table.cell(column).trim(), quoted(&table.header()[column]));
    let message = format!("row {} has no class of the model in column {name}", table.rows());
    let last = ends.classes.saturating_sub(1);
    let expected = match ends.labels.is_empty() {
        true => format!("a number from 0 to {last}"),
        false => format!("a label, or a number from 0 to {last}"),
    };
    let diagnostic = Diagnostic::new(Code::UnknownLabel, message)
        .placed(table.place(Some(column)))
        .expected(expected)
        .found(if text.is_empty() { "nothing".to_owned() } else { quoted(text) });
    match nearest(text, ends.labels.iter().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
        None if ends.labels.is_empty() => {
            diagnostic.help("give the attribute `labels`, or write the number of the class")
        }
        None => diagnostic.help("is it the right column, and the dataset of this model?"),
    }
}

fn too_large(table: &Table<'_>, most: usize) -> Diagnostic {
    Diagnostic::new(Code::DatasetTooLarge, "the dataset is too large for a promise")
        .placed(table.place(None))
        .expected(format!("at most {} for this model", count(most, "sample")))
        .help(crate::file::DATASET.large_help)
}
