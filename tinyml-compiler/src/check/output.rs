//! Outputs: values of one type, or the scores of a classifier.

use super::range::range;
use super::{all, label, name, not_empty, positive};
use crate::diagnostic::{Checked, Code, Diagnostic, Report, quoted};
use crate::model::{List, OutputDraft};
use crate::network::{IntType, Output, Outputs};

/// The types to propose for a range that does not fit.
const WIDER: &[IntType] = &[IntType::I8, IntType::U16, IntType::I16, IntType::I32];

/// What the last layer has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// So many values.
    Values(usize),
    /// So many labels.
    Labels(usize),
}

/// What the last layer has to fit, if the file says so clearly.
pub(super) fn ends(drafts: &Checked<List<OutputDraft>>) -> Option<Ends> {
    let drafts = drafts.as_ref().ok()?;
    let labels = |draft: &Checked<OutputDraft>| {
        Some(draft.as_ref().ok()?.labels.as_ref().ok()?.as_ref().map(Vec::len))
    };
    let counts: Vec<Option<usize>> = drafts.iter().map(labels).collect::<Option<_>>()?;
    match counts.as_slice() {
        [] => None,
        // Fewer labels are reported as such.
        [Some(labels)] => Some(Ends::Labels(*labels)).filter(|_| *labels >= 2),
        counts if counts.iter().all(Option::is_none) => Some(Ends::Values(counts.len())),
        _ => None,
    }
}

/// Checks every output, and that they go together.
pub(super) fn outputs(drafts: Checked<List<OutputDraft>>, report: &mut Report) -> Checked<Outputs> {
    let drafts = not_empty(drafts, "output", report)?;
    let named =
        drafts.iter().flatten().filter_map(|draft| Some((draft.name.as_deref().ok()?, draft.at.key("name"))));
    name::unique("outputs", named, report);
    let together = labels_alone(&drafts, report).and_then(|()| one_type(&drafts, report));
    let mut outputs = all(drafts.into_iter().map(|draft| output(draft?, report)).collect())?;
    together?;
    match outputs.pop() {
        Some((output, Some(labels))) if outputs.is_empty() => Ok(Outputs::Classes { output, labels }),
        last => Ok(Outputs::Values(outputs.into_iter().chain(last).map(|(output, _)| output).collect())),
    }
}

fn output(draft: OutputDraft, report: &mut Report) -> Checked<(Output, Option<Vec<String>>)> {
    let at = draft.at;
    let name = name::identifier(draft.name, &at.key("name"), report);
    let scale = draft.scale.and_then(|scale| positive(scale, "`scale`", &at.key("scale"), report));
    let ends = match draft.range {
        Ok(Some(ends)) => range(ends, draft.ty, WIDER, &at.key("range"), report),
        other => other.and(draft.ty).map(|ty| (ty.min(), ty.max())),
    };
    let labels = match draft.labels {
        Ok(Some(labels)) => label::labels(labels, &at.key("labels"), report).map(Some),
        other => other.map(|_| None),
    };
    let (min, max) = ends?;
    let output = Output {
        name: name?,
        description: draft.description?,
        ty: draft.ty?,
        unit: draft.unit?,
        scale: scale?,
        min,
        max,
    };
    Ok((output, labels?))
}

/// Several outputs come as one array, so they have one type.
fn one_type(drafts: &[Checked<OutputDraft>], report: &mut Report) -> Checked<()> {
    let mut types = drafts.iter().flatten().filter_map(|draft| Some((draft.ty.ok()?, &draft.at)));
    let first = types.next();
    match (first, types.find(|(ty, _)| first.is_some_and(|(first, _)| *ty != first))) {
        (Some((first, _)), Some((ty, at))) => Err(report.push(
            Diagnostic::new(Code::MixedOutputTypes, "the outputs have different types")
                .at(&at.key("type"))
                .expected(format!("`{}`, as in the first output", first.name()))
                .found(format!("`{}`", ty.name()))
                .help("outputs come as one array: give all the widest type"),
        )),
        _ => Ok(()),
    }
}

fn labels_alone(drafts: &[Checked<OutputDraft>], report: &mut Report) -> Checked<()> {
    let labelled = drafts.iter().flatten().find(|draft| matches!(draft.labels, Ok(Some(_))));
    match labelled {
        Some(draft) if drafts.len() > 1 => {
            let name = draft.name.as_deref().map_or(String::new(), |name| format!(" {}", quoted(name)));
            Err(report.push(
                Diagnostic::new(
                    Code::LabelsNotAlone,
                    format!("the output{name} has labels, but is not the only one"),
                )
                .at(&draft.at.key("labels"))
                .expected("one output for a classifier")
                .found(format!("{} outputs", drafts.len()))
                .help("a classifier has one output, with all its labels; make two models of two tasks"),
            ))
        }
        _ => Ok(()),
    }
}
