//! The sections `[[inputs]]` and `[[outputs]]`: a model's ends, and the columns that they are read from.

use tinyml_compiler::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count, quoted};
use tinyml_compiler::network::{Input, IntType, Output};
use tinyml_compiler::strict::{
    FaultDrafts, Fields, List, Measured, Node, distinct_faults, faults, identifier, input_type, labels,
    length, output_type, positive, range, unique, values,
};

use super::columns::{columns, expand};
use super::known::{INPUT_FIELDS, OUTPUT_FIELDS};
use super::{InputColumns, OutputColumn, OutputColumns};

/// The most inputs and outputs, as in model files.
const MAX_INPUTS: usize = 16;
const MAX_OUTPUTS: usize = 1024;
/// The types to propose for a range that does not fit.
const WIDER_INPUTS: &[IntType] = &[IntType::I8, IntType::U16, IntType::I16];
const WIDER_OUTPUTS: &[IntType] = &[IntType::I8, IntType::U16, IntType::I16, IntType::I32];
/// A step of a classifier's scores, unless told: logits beyond 32 are more certain than any data, and softmax fits.
pub(super) const SCORE_STEP: f64 = 0.001;

/// Reads all inputs.
pub(super) fn inputs(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<InputColumns>> {
    let drafts = values::list("input", MAX_INPUTS, input)(sections(node, at, report)?, at, report)?;
    let drafts = not_empty(drafts, "input", at, report)?;
    let inputs: Vec<InputColumns> = drafts.into_iter().collect::<Checked<_>>()?;
    let names = inputs.iter().enumerate().map(|(i, one)| (one.input.name.as_str(), at.index(i).key("name")));
    unique("inputs", names, report);
    distinct_faults(inputs.iter().map(|one| &one.input), at, report)?;
    Ok(inputs)
}

fn input(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<InputColumns> {
    let mut fields = Fields::open(node, at, INPUT_FIELDS, report)?;
    let name = fields.required("name", values::text, report);
    let name = identifier(name, &at.key("name"), report);
    let description = fields.optional("description", values::text, report);
    let column = fields.optional("column", values::text, report);
    let several = fields.optional("columns", columns, report);
    let multiply = multiply(&mut fields, at, report);
    let ty = fields.required("type", input_type, report);
    let unit = fields.optional("unit", values::text, report);
    let ends = fields
        .required("range", values::pair, report)
        .and_then(|ends| range(ends, ty, WIDER_INPUTS, &at.key("range"), report));
    let scale = scale(&mut fields, at, report).map(|scale| scale.unwrap_or(1.0));
    let length_found = fields.optional("length", values::integer, report);
    let length = length(length_found, &at.key("length"), report);
    let drafts = FaultDrafts::read(&mut fields, report);
    let name = name?;
    let columns = Named { name: &name, column: column?, several: several? }.columns(length?, at, report)?;
    let length = length?.or((columns.len() > 1).then_some(columns.len()));
    let faults = faults(drafts, Measured { ty, range: ends, length: Ok(length) }, at, report);
    let (min, max) = ends?;
    let input = Input {
        description: description?,
        ty: ty?,
        unit: unit?,
        min,
        max,
        scale: scale?,
        mean: 0.0,
        std: 1.0,
        length,
        faults: faults?,
        name,
    };
    Ok(InputColumns { columns, multiply: multiply?, input })
}

/// What an input says of its columns.
struct Named<'n> {
    name: &'n str,
    column: Option<String>,
    several: Option<Vec<String>>,
}

impl Named<'_> {
    /// The columns, of which there is one for each value. Unnamed ones are called like the input, an array's with an
    /// index behind: `pixels0`, `pixels1` and so on.
    fn columns(self, length: Option<usize>, at: &Spot, report: &mut Report) -> Checked<Vec<String>> {
        let columns = match (self.column, self.several) {
            (Some(_), Some(_)) => {
                return Err(report.push(
                    Diagnostic::new(Code::SettingMisplaced, "an input has `column` or `columns`, not both")
                        .at(&at.key("columns"))
                        .help("`column` is for a single value, `columns` for an array"),
                ));
            }
            (Some(column), None) => vec![column],
            (None, Some(several)) => several,
            (None, None) => match length {
                Some(length) => expand(&format!("{}{{0..{}}}", self.name, length - 1), at, report)?,
                None => vec![self.name.to_owned()],
            },
        };
        let wanted = length.unwrap_or(columns.len().max(1));
        if columns.len() == wanted {
            return Ok(columns);
        }
        let message = format!(
            "the input {} has {}, but {}",
            quoted(self.name),
            count(wanted, "value"),
            count(columns.len(), "column")
        );
        Err(report.push(
            Diagnostic::new(Code::ColumnCount, message)
                .at(&at.key("columns"))
                .expected(count(wanted, "column"))
                .found(count(columns.len(), "column"))
                .help("an array has one column for each value, such as `columns = \"p{0..63}\"` with `length = 64`"),
        ))
    }
}

/// An output as its section gives it.
struct Draft {
    column: OutputColumn,
    labels: Option<Vec<String>>,
}

/// Reads all outputs.
pub(super) fn outputs(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<OutputColumns> {
    let drafts = values::list("output", MAX_OUTPUTS, output)(sections(node, at, report)?, at, report)?;
    let drafts: Vec<Draft> = not_empty(drafts, "output", at, report)?.into_iter().collect::<Checked<_>>()?;
    let name =
        |(index, draft): (usize, &Draft)| (draft.column.output.name.clone(), at.index(index).key("name"));
    let names: Vec<(String, Spot)> = drafts.iter().enumerate().map(name).collect();
    unique("outputs", names.iter().map(|(name, at)| (name.as_str(), at.clone())), report);
    together(&drafts, at, report)?;
    let mut values = Vec::new();
    for Draft { column, labels } in drafts {
        match labels {
            Some(labels) => {
                return Ok(OutputColumns::Classes { column: column.column, output: column.output, labels });
            }
            None => values.push(column),
        }
    }
    Ok(OutputColumns::Values(values))
}

fn output(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Draft> {
    let mut fields = Fields::open(node, at, OUTPUT_FIELDS, report)?;
    let name = fields.required("name", values::text, report);
    let name = identifier(name, &at.key("name"), report);
    let description = fields.optional("description", values::text, report);
    let column = fields.optional("column", values::text, report);
    let multiply = multiply(&mut fields, at, report);
    let ty = fields.required("type", output_type, report);
    let unit = fields.optional("unit", values::text, report);
    let classes = fields.optional("labels", label_list, report);
    let is_classifier = !matches!(classes, Ok(None));
    let scale = match is_classifier {
        true => scale(&mut fields, at, report).map(|scale| scale.unwrap_or(SCORE_STEP)),
        false => fields
            .required("scale", values::number, report)
            .and_then(|scale| positive(scale, "`scale`", &at.key("scale"), report)),
    };
    let ends = match fields.optional("range", values::pair, report) {
        Ok(Some(ends)) => range(ends, ty, WIDER_OUTPUTS, &at.key("range"), report),
        other => other.and(ty).map(|ty| (ty.min(), ty.max())),
    };
    let (min, max) = ends?;
    let name = name?;
    let column = column?.unwrap_or_else(|| name.clone());
    let output = Output { name, description: description?, ty: ty?, unit: unit?, scale: scale?, min, max };
    Ok(Draft { column: OutputColumn { column, multiply: multiply?, output }, labels: classes? })
}

/// The names of the classes, or `"auto"`: as they are sorted in the data.
fn label_list(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<String>> {
    const AUTO: [(&str, ()); 1] = [("auto", ())];
    if let Node::Text(_) = node {
        return values::word(node, at, &AUTO, report, |_| Some("or write a list of names".to_owned()))
            .map(|()| Vec::new());
    }
    let list: List<String> = values::list("label", MAX_OUTPUTS, values::text)(node, at, report)?;
    labels(list, at, report)
}

/// Several outputs come as one array of one type, and labels stand alone.
fn together(drafts: &[Draft], at: &Spot, report: &mut Report) -> Checked<()> {
    let Some(first) = drafts.first() else { return Ok(()) };
    let type_of = |draft: &Draft| draft.column.output.ty;
    if let Some(labelled) = drafts.iter().position(|draft| draft.labels.is_some() && drafts.len() > 1) {
        let name = quoted(&drafts[labelled].column.output.name);
        return Err(report.push(
            Diagnostic::new(
                Code::LabelsNotAlone,
                format!("the output {name} has labels, but is not the only one"),
            )
            .at(&at.index(labelled).key("labels"))
            .expected("one output for a classifier")
            .found(format!("{} outputs", drafts.len()))
            .help("make two models of two tasks"),
        ));
    }
    match drafts.iter().position(|draft| type_of(draft) != type_of(first)) {
        None => Ok(()),
        Some(other) => Err(report.push(
            Diagnostic::new(Code::MixedOutputTypes, "the outputs have different types")
                .at(&at.index(other).key("type"))
                .expected(format!("`{}`, as in the first output", type_of(first).name()))
                .found(format!("`{}`", type_of(&drafts[other]).name()))
                .help("outputs come as one array: give all the widest type"),
        )),
    }
}

fn scale(fields: &mut Fields<'_>, at: &Spot, report: &mut Report) -> Checked<Option<f64>> {
    match fields.optional("scale", values::number, report)? {
        Some(scale) => positive(scale, "`scale`", &at.key("scale"), report).map(Some),
        None => Ok(None),
    }
}

/// A factor of zero would make all values one; a negative one turns a sensor's sign.
fn multiply(fields: &mut Fields<'_>, at: &Spot, report: &mut Report) -> Checked<f64> {
    let factor = fields.optional("multiply", values::number, report)?.unwrap_or(1.0);
    if factor != 0.0 {
        return Ok(factor);
    }
    Err(report.push(
        Diagnostic::new(Code::SettingOutOfBounds, "`multiply` is zero, which makes all values the same")
            .at(&at.key("multiply"))
            .help("1000 makes millivolts of volts"),
    ))
}

/// Points out single brackets, where each input is a section of its own.
fn sections<'t>(node: Node<'t>, at: &Spot, report: &mut Report) -> Checked<Node<'t>> {
    let Node::Object(_) = node else { return Ok(node) };
    let name = at.title().replace('`', "");
    Err(report.push(
        Diagnostic::new(Code::WrongType, format!("`{name}` is one section, where there may be several"))
            .at(at)
            .expected(format!("`[[{name}]]`, with two brackets"))
            .found(format!("`[{name}]`")),
    ))
}

fn not_empty<T>(list: Vec<T>, noun: &str, at: &Spot, report: &mut Report) -> Checked<Vec<T>> {
    if !list.is_empty() {
        return Ok(list);
    }
    Err(report.push(
        Diagnostic::new(Code::EmptyList, format!("the model has no {noun}s"))
            .at(at)
            .expected(format!("at least one {noun}")),
    ))
}
