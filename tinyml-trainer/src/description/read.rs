//! Reads a description file: opens it, takes the tree apart, and checks that the parts go together.

use std::path::Path;

use tinyml_compiler::diagnostic::{Checked, Code, Diagnostic, Report, Spot, quoted};
use tinyml_compiler::source::Source;
use tinyml_compiler::strict::{Fields, Node, identifier, values};

use super::known::DESCRIPTION_FIELDS;
use super::port::{inputs, outputs};
use super::settings::{Settings, deploy, network, training};
use super::tree::Document;
use super::{Description, InputColumns, Monotone, OutputColumns};
use crate::file;

/// The largest description file, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Opens, reads and checks a description file.
///
/// # Errors
///
/// All that is wrong with it, in the order of the file; of broken syntax only the first mistake.
pub fn open(path: &Path) -> Result<Description, Report> {
    read(&file::text(path, "the description", MAX_BYTES)?)
}

/// Reads and checks the text of a description file.
///
/// # Errors
///
/// As for [`open`].
pub fn read(source: &Source) -> Result<Description, Report> {
    let document = Document::parse(source)?;
    let mut report = Report::new();
    let tree = document.tree(&mut report);
    let description = description(tree, &mut report);
    report.finish(description).map_err(|report| document.locate(report))
}

fn description(tree: Node<'_>, report: &mut Report) -> Checked<Description> {
    let root = Spot::root();
    let mut fields = Fields::open(tree, &root, DESCRIPTION_FIELDS, report)?;
    let name = fields.required("name", values::text, report);
    let name = identifier(name, &root.key("name"), report);
    let description = fields.optional("description", values::text, report);
    let monotone = fields.optional("monotone", monotone, report);
    let inputs = fields.required("inputs", inputs, report);
    let outputs = fields.required("outputs", outputs, report);
    let net = fields.optional("network", network, report).map(Option::unwrap_or_default);
    let training = fields.optional("training", training, report).map(Option::unwrap_or_default);
    let layers = net.as_ref().ok().map(|net| net.hidden.len());
    let deploy = fields.optional("deploy", |node, at, report| deploy(node, layers, at, report), report);
    if let (Ok(inputs), Ok(outputs)) = (&inputs, &outputs) {
        columns_differ(inputs, outputs, report);
    }
    let (inputs, outputs, net, (training, image)) = (inputs?, outputs?, net?, training?);
    let description = Description {
        name: name?,
        description: description?,
        inputs,
        last: net.last(&outputs, report)?,
        outputs,
        hidden: net.hidden,
        activation: net.activation,
        monotone: monotone?,
        image,
        training,
        deploy: deploy?.unwrap_or_default(),
    };
    Settings::of(&description).check(report)?;
    Ok(description)
}

fn monotone(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Monotone> {
    const WORDS: [(&str, Monotone); 2] =
        [("increasing", Monotone::Increasing), ("decreasing", Monotone::Decreasing)];
    values::word(node, at, &WORDS, report, |_| None)
}

/// A column that is an input and an output, or two inputs, is a slip.
fn columns_differ(inputs: &[InputColumns], outputs: &OutputColumns, report: &mut Report) {
    let input = |(index, input): (usize, &InputColumns)| -> Vec<(String, Spot)> {
        let at = Spot::root().key("inputs").index(index);
        input.columns.iter().map(|column| (column.clone(), at.clone())).collect()
    };
    let output = |index| Spot::root().key("outputs").index(index);
    let outputs: Vec<(String, Spot)> = match outputs {
        OutputColumns::Values(values) => {
            values.iter().enumerate().map(|(index, value)| (value.column.clone(), output(index))).collect()
        }
        OutputColumns::Classes { column, .. } => vec![(column.clone(), output(0))],
    };
    let mut seen = std::collections::BTreeMap::new();
    for (column, at) in inputs.iter().enumerate().flat_map(input).chain(outputs) {
        if let Some(first) = seen.insert(column.clone(), at.clone()) {
            report.push(
                Diagnostic::new(
                    Code::ColumnUsedTwice,
                    format!("the column {} is used twice", quoted(&column)),
                )
                .at(&at)
                .found(format!("the same column at {}", first.pointer()))
                .help(
                    "`column` says which column of the dataset is meant, if it is not called like the value",
                ),
            );
        }
    }
}
