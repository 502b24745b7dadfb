//! A description without a file: names of columns from flags, types and ranges from what the data looks like.
//!
//! The rules, so that they can be foreseen. An input is a `u16` where no value is negative, otherwise an `i16`; an
//! output is an `i16`. A step is a power of ten: that of the input's last decimal, a tenth of it for an output, and
//! coarser where 16 bits would not hold the range. The range is that of the data with an eighth of it on either side,
//! rounded outwards, but not across zero. A target of which no value is a number is a class. There are no units: who
//! wants them, or a range beyond the data, writes a description.

use std::path::Path;

use tinyml_compiler::Options;
use tinyml_compiler::diagnostic::{Code, Diagnostic, Place, Report, Spot, count, nearest, quoted};
use tinyml_compiler::network::{Activation, Faults, Input, IntType, Output};
use tinyml_compiler::strict::identifier;

use super::columns::expand;
use super::port::SCORE_STEP;
use super::settings::{HIDDEN_ACTIVATIONS, Net};
use super::{Description, InputColumns, OutputColumn, OutputColumns, TrainingSection};
use crate::dataset::survey::{Column, survey};
use crate::file;

/// The part of the data's span that is added to the range on either side.
const MARGIN: f64 = 0.125;
/// The ends of a range are multiples of the least round number that is more than this part of it.
const GRAIN: f64 = 0.05;

/// What a user may say without a description file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flags {
    /// Name of the model; the dataset's if there is none.
    pub name: Option<String>,
    /// Columns of the inputs, or patterns such as `p{0..63}` for arrays; if empty, all columns that hold numbers and are
    /// not targets.
    pub inputs: Vec<String>,
    /// Columns of the outputs.
    pub targets: Vec<String>,
    /// Units of each hidden layer.
    pub hidden: Option<Vec<usize>>,
    /// Behind each hidden layer.
    pub activation: Option<Activation>,
}

/// What follows a hidden layer, by its name.
///
/// # Errors
///
/// The word is not in the list.
pub fn activation(word: &str) -> Result<Activation, Report> {
    if let Some((_, activation)) = HIDDEN_ACTIVATIONS.iter().find(|(name, _)| *name == word) {
        return Ok(*activation);
    }
    let names = || HIDDEN_ACTIVATIONS.iter().map(|(name, _)| *name);
    let diagnostic =
        Diagnostic::new(Code::UnknownValue, format!("{} is not supported as an activation", quoted(word)))
            .expected(names().map(quoted).collect::<Vec<_>>().join(", "));
    Err(match nearest(word, names()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).into(),
        None => diagnostic.into(),
    })
}

impl Description {
    /// Makes a description for the columns of a file, by the rules at the head of this module.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or does not have the columns.
    pub fn from_flags(flags: &Flags, data: &Path) -> Result<Self, Report> {
        let columns = Columns { all: survey(data)?, file: file::name(data) };
        let targets = columns.targets(flags)?;
        let inputs = columns.inputs(flags, &targets)?;
        let mut names = Names::default();
        let stem = data.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
        let name = names.legal(flags.name.as_ref().unwrap_or(&stem), "model");
        let mut names = Names::default();
        let inputs = inputs.into_iter().map(|group| group.input(&mut names)).collect();
        let mut names = Names::default();
        let outputs = outputs(&targets, &mut names);
        let net = Net::default();
        let last = match outputs {
            OutputColumns::Classes { .. } => Activation::Argmax,
            OutputColumns::Values(_) => Activation::None,
        };
        Ok(Self {
            name,
            description: None,
            inputs,
            outputs,
            hidden: flags.hidden.clone().unwrap_or(net.hidden),
            activation: flags.activation.unwrap_or(net.activation),
            last,
            monotone: None,
            image: None,
            training: TrainingSection::default(),
            deploy: Options::default(),
        })
    }
}

/// The columns of the file.
struct Columns {
    all: Vec<Column>,
    file: String,
}

/// Columns that are one input.
struct Group<'c> {
    name: String,
    columns: Vec<&'c Column>,
}

impl Columns {
    fn targets(&self, flags: &Flags) -> Result<Vec<&Column>, Report> {
        if flags.targets.is_empty() {
            return Err(self
                .choice("no target is given".to_owned())
                .help("name its column by `--target`")
                .into());
        }
        let targets: Vec<&Column> =
            flags.targets.iter().map(|name| self.find(name)).collect::<Result<_, Report>>()?;
        let classes = targets.iter().filter(|column| is_class(column)).count();
        match classes > 0 && targets.len() > 1 {
            true => Err(self
                .choice("a target that holds classes has to be the only one".to_owned())
                .help("make two models of two tasks")
                .into()),
            false => Ok(targets),
        }
    }

    fn inputs(&self, flags: &Flags, targets: &[&Column]) -> Result<Vec<Group<'_>>, Report> {
        let others =
            || self.all.iter().filter(|column| !targets.iter().any(|target| target.name == column.name));
        let groups: Vec<Group<'_>> = match flags.inputs.as_slice() {
            [] => others()
                .filter(|column| column.numbers > 0)
                .map(|column| Group { name: column.name.clone(), columns: vec![column] })
                .collect(),
            patterns => patterns.iter().map(|pattern| self.group(pattern)).collect::<Result<_, Report>>()?,
        };
        let twice = groups.iter().flat_map(|group| &group.columns).find(|column| {
            let uses = groups
                .iter()
                .flat_map(|group| &group.columns)
                .filter(|other| other.name == column.name)
                .count();
            uses > 1 || targets.iter().any(|target| target.name == column.name)
        });
        if let Some(column) = twice {
            let message = format!("the column {} is used twice", quoted(&column.name));
            return Err(Diagnostic::new(Code::ColumnUsedTwice, message)
                .placed(Place::file(self.file.clone()))
                .into());
        }
        match groups.len() {
            0 => Err(self.choice("no column is left for an input".to_owned()).into()),
            1..=16 => Ok(groups),
            many => Err(self
                .choice(format!("{} are too many for single inputs", count(many, "column")))
                .expected("at most 16 inputs")
                .help("name columns of one kind together: `--input p{0..63}` is one input, an array")
                .into()),
        }
    }

    /// The columns of a pattern.
    fn group(&self, pattern: &str) -> Result<Group<'_>, Report> {
        let mut report = Report::new();
        let expanded = expand(pattern, &Spot::root(), &mut report);
        let names = report.finish(expanded)?;
        let columns = names.iter().map(|name| self.find(name)).collect::<Result<_, Report>>()?;
        let name = pattern.split('{').next().unwrap_or(pattern);
        Ok(Group { name: name.to_owned(), columns })
    }

    fn find(&self, name: &str) -> Result<&Column, Report> {
        self.all.iter().find(|column| column.name == name).ok_or_else(|| {
            let message = format!("the dataset has no column {}", quoted(name));
            let names: Vec<String> = self.all.iter().take(12).map(|column| quoted(&column.name)).collect();
            let diagnostic = Diagnostic::new(Code::UnknownColumn, message)
                .placed(Place::file(self.file.clone()))
                .found(names.join(", "));
            match nearest(name, self.all.iter().map(|column| column.name.as_str())) {
                Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))).into(),
                None => diagnostic.into(),
            }
        })
    }

    fn choice(&self, message: String) -> Diagnostic {
        Diagnostic::new(Code::ColumnChoice, message).placed(Place::file(self.file.clone()))
    }
}

fn is_class(column: &Column) -> bool {
    column.numbers == 0 && column.texts > 0
}

fn outputs(targets: &[&Column], names: &mut Names) -> OutputColumns {
    let output = |column: &Column, names: &mut Names| {
        let range = Raw::of(&[column], 1, IntType::I16);
        let name = names.legal(&column.name, "output");
        let output = Output {
            name,
            description: None,
            ty: range.ty,
            unit: None,
            scale: range.scale,
            min: range.min,
            max: range.max,
        };
        OutputColumn { column: column.name.clone(), multiply: 1.0, output }
    };
    match targets {
        [column] if is_class(column) => {
            let OutputColumn { column, output, .. } = output(column, names);
            let (min, max) = (output.ty.min(), output.ty.max());
            OutputColumns::Classes {
                column,
                output: Output { scale: SCORE_STEP, min, max, ..output },
                labels: Vec::new(),
            }
        }
        targets => OutputColumns::Values(targets.iter().map(|column| output(column, names)).collect()),
    }
}

impl Group<'_> {
    fn input(self, names: &mut Names) -> InputColumns {
        let least = self.columns.iter().map(|column| column.least).fold(f64::INFINITY, f64::min);
        let range = Raw::of(&self.columns, 0, if least < 0.0 { IntType::I16 } else { IntType::U16 });
        let input = Input {
            name: names.legal(&self.name, "input"),
            description: None,
            ty: range.ty,
            unit: None,
            min: range.min,
            max: range.max,
            scale: range.scale,
            mean: 0.0,
            std: 1.0,
            length: (self.columns.len() > 1).then_some(self.columns.len()),
            faults: Faults::default(),
        };
        let columns = self.columns.iter().map(|column| column.name.clone()).collect();
        InputColumns { columns, multiply: 1.0, input }
    }
}

/// A range in raw integers.
struct Raw {
    ty: IntType,
    scale: f64,
    min: i64,
    max: i64,
}

impl Raw {
    /// For the data of some columns, with steps of their last decimal and `finer` digits more, as far as the type holds.
    fn of(columns: &[&Column], finer: i32, ty: IntType) -> Self {
        let least = columns.iter().map(|column| column.least).fold(f64::INFINITY, f64::min);
        let greatest = columns.iter().map(|column| column.greatest).fold(f64::NEG_INFINITY, f64::max);
        // Without a number reading the data will say what is wrong.
        let (least, greatest) = if least <= greatest { (least, greatest) } else { (0.0, 1.0) };
        let decimals = columns.iter().map(|column| column.decimals).max().unwrap_or_default() + finer;
        let exponents = (-300..=decimals).rev();
        let mut ranges = exponents.map(|decimals| Self::rounded(least, greatest, decimals, ty));
        let fits = |range: &Self| ty.min() <= range.min && range.max <= ty.max();
        ranges.find(fits).unwrap_or(Self { ty, scale: 1.0, min: ty.min(), max: ty.max() })
    }

    fn rounded(least: f64, greatest: f64, decimals: i32, ty: IntType) -> Self {
        let step = format!("1e{}", -decimals).parse::<f64>().unwrap_or(1.0);
        let (low, high) = (least / step, greatest / step);
        let margin = MARGIN * (high - low);
        let grain = round_number((GRAIN * (1.0 + 2.0 * MARGIN) * (high - low)).max(1.0));
        let (mut min, mut max) =
            (((low - margin) / grain).floor() * grain, ((high + margin) / grain).ceil() * grain);
        if least >= 0.0 {
            min = min.max(0.0);
        }
        if greatest <= 0.0 {
            max = max.min(0.0);
        }
        if min >= max {
            max = min + 1.0;
        }
        // Casts saturate, and a range beyond the type is not taken.
        Self { ty, scale: step, min: min as i64, max: max as i64 }
    }
}

/// The least number of the kind 1, 2, 5, 10, 20 … that is not below another one.
fn round_number(least: f64) -> f64 {
    let mut ten = 1.0;
    while ten * 10.0 <= least && ten < 1e300 {
        ten *= 10.0;
    }
    [1.0, 2.0, 5.0].map(|digit| digit * ten).into_iter().find(|round| *round >= least).unwrap_or(10.0 * ten)
}

/// Names that have been given.
#[derive(Default)]
struct Names {
    given: Vec<String>,
}

impl Names {
    /// The nearest name to a column's that is legal and has not been given.
    fn legal(&mut self, column: &str, otherwise: &str) -> String {
        let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let words: String = column.chars().map(letter).collect();
        let joined = words.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
        let legal = |name: &str| identifier(Ok(name.to_owned()), &Spot::root(), &mut Report::new()).is_ok();
        let candidates = [joined.clone(), format!("n{joined}"), format!("{joined}_value")];
        let base = candidates.into_iter().find(|name| legal(name)).unwrap_or(otherwise.to_owned());
        let mut name = base.clone();
        let mut number = 2;
        while self.given.contains(&name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.given.push(name.clone());
        name
    }
}
