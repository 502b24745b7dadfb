//! Inputs: names, ranges, and the numbers of the normalisation.

use super::fault::{Measured, distinct_faults, faults};
use super::range::range;
use super::{all, name, not_empty, positive};
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot};
use crate::model::{InputDraft, List};
use crate::network::{Input, IntType};

/// The types to propose for a range that does not fit.
pub(super) const WIDER: &[IntType] = &[IntType::I8, IntType::U16, IntType::I16];
/// Longest input array.
const MAX_LENGTH: usize = 4096;

/// The number of values that enter the first layer, if all lengths are known.
pub(super) fn width(drafts: &Checked<List<InputDraft>>) -> Option<usize> {
    let width = |draft: &Checked<InputDraft>| match draft.as_ref().ok()?.length.ok()? {
        // A shape is reported as such; what it was meant for is not known.
        None => matches!(draft.as_ref().ok()?.shape, Ok(None)).then_some(1),
        Some(length) => usize::try_from(length).ok().filter(|length| (1..=MAX_LENGTH).contains(length)),
    };
    drafts.as_ref().ok().filter(|drafts| !drafts.is_empty())?.iter().map(width).sum()
}

/// Checks every input, and that their names differ.
pub(super) fn inputs(drafts: Checked<List<InputDraft>>, report: &mut Report) -> Checked<Vec<Input>> {
    let drafts = not_empty(drafts, "input", report)?;
    let named =
        drafts.iter().flatten().filter_map(|draft| Some((draft.name.as_deref().ok()?, draft.at.key("name"))));
    name::unique("inputs", named, report);
    let inputs = all(drafts.into_iter().map(|draft| input(draft?, report)).collect())?;
    distinct_faults(&inputs, &Spot::root().key("inputs"), report)?;
    Ok(inputs)
}

fn input(draft: InputDraft, report: &mut Report) -> Checked<Input> {
    let at = draft.at;
    if let Some(extents) = draft.shape? {
        return Err(report.push(shape_of_dense(&extents, &at.key("shape"))));
    }
    let name = name::identifier(draft.name, &at.key("name"), report);
    let ends = draft.range.and_then(|ends| range(ends, draft.ty, WIDER, &at.key("range"), report));
    let scale = match draft.scale {
        Ok(Some(scale)) => positive(scale, "`scale`", &at.key("scale"), report),
        other => other.map(|_| 1.0),
    };
    let (mean, std) = match draft.normalize {
        Ok(Some(normalize)) => {
            let std =
                normalize.std.and_then(|std| positive(std, "`std`", &at.key("normalize").key("std"), report));
            (normalize.mean, std)
        }
        Ok(None) => (Ok(0.0), Ok(1.0)),
        Err(reported) => (Err(reported), Err(reported)),
    };
    let length = length(draft.length, &at.key("length"), report);
    let measured = Measured { ty: draft.ty, range: ends, length };
    let faults = faults(draft.faults, measured, &at, report);
    let (min, max) = ends?;
    Ok(Input {
        name: name?,
        description: draft.description?,
        ty: draft.ty?,
        unit: draft.unit?,
        min,
        max,
        scale: scale?,
        mean: mean?,
        std: std?,
        length: length?,
        faults: faults?,
    })
}

/// Dense layers see a row of values, whatever its shape once was.
fn shape_of_dense(extents: &[i64], at: &Spot) -> Diagnostic {
    let values: i64 = extents.iter().fold(1, |product, extent| product.saturating_mul(*extent));
    Diagnostic::new(Code::InputShape, "the input has a shape, but no layer of the network looks at one")
        .at(at)
        .expected("`length`, for a network of dense layers")
        .found(format!("`{extents:?}`"))
        .help(format!("write `\"length\": {values}` instead, or put convolutions before the dense layers"))
}

/// Checks the length of an array of inputs, if there is one.
pub fn length(length: Checked<Option<i64>>, at: &Spot, report: &mut Report) -> Checked<Option<usize>> {
    let Some(length) = length? else { return Ok(None) };
    match usize::try_from(length) {
        Ok(length) if (1..=MAX_LENGTH).contains(&length) => Ok(Some(length)),
        _ => Err(report.push(
            Diagnostic::new(Code::LengthOutOfBounds, "the length of the input array is out of bounds")
                .at(at)
                .expected(format!("1 to {MAX_LENGTH} values"))
                .found(format!("`{length}`"))
                .help("leave `length` out for a single value"),
        )),
    }
}
