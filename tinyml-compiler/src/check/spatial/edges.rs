//! What enters a network with convolutions and what leaves it: arrays of 8 bits, with one scale each.

use crate::check::input::inputs;
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count};
use crate::model::{InputDraft, List};
use crate::network::{Input, IntType, Output, Outputs};

/// The most values of an array.
pub(super) const MAX_VALUES: usize = 1 << 20;

/// Checks the input, and gives its shape: height, width, channels; length, channels; or a number of values.
pub(super) fn input(drafts: Checked<List<InputDraft>>, report: &mut Report) -> Checked<(Input, Vec<usize>)> {
    let mut drafts = drafts?;
    let shapes: Vec<Checked<Option<Vec<i64>>>> = drafts
        .iter_mut()
        .map(|draft| draft.as_mut().map_or(Ok(None), |draft| std::mem::replace(&mut draft.shape, Ok(None))))
        .collect();
    let inputs = inputs(Ok(drafts), report)?;
    let at = Spot::root().key("inputs");
    let shapes = shapes.into_iter().collect::<Checked<Vec<_>>>()?;
    let (Ok([input]), Ok([shape])) = (<[Input; 1]>::try_from(inputs), <[_; 1]>::try_from(shapes)) else {
        return Err(report.push(
            edge("a network with convolutions has one input", &at)
                .expected("one input with a `shape`")
                .help("several measurements of one time are its channels"),
        ));
    };
    let at = at.index(0);
    let shape = match (shape, input.length) {
        (Some(extents), None) => extent(&extents, &at.key("shape"), report)?,
        (None, Some(length)) => vec![length],
        (Some(_), Some(_)) | (None, None) => {
            return Err(report.push(
                Diagnostic::new(Code::InputShape, "the input needs a shape")
                    .at(&at)
                    .expected("`shape` alone: `[height, width, channels]` or `[length, channels]`"),
            ));
        }
    };
    is_usual(&input, &at, report)?;
    Ok((input, shape))
}

fn extent(extents: &[i64], at: &Spot, report: &mut Report) -> Checked<Vec<usize>> {
    let sizes: Option<Vec<usize>> = extents.iter().map(|&extent| usize::try_from(extent).ok()).collect();
    let product = |sizes: &Vec<usize>| sizes.iter().try_fold(1_usize, |count, &size| count.checked_mul(size));
    let fits = |sizes: &Vec<usize>| {
        (2..=3).contains(&sizes.len())
            && product(sizes).is_some_and(|count| (1..=MAX_VALUES).contains(&count))
    };
    sizes.filter(fits).ok_or_else(|| {
        report.push(
            Diagnostic::new(Code::InputShape, "the shape of the input is none that layers can look at")
                .at(at)
                .expected(format!(
                    "`[height, width, channels]` or `[length, channels]`, {} in all at most",
                    count(MAX_VALUES, "value")
                ))
                .found(format!("`{extents:?}`"))
                .help("a single channel is written, too: `[28, 28, 1]`"),
        )
    })
}

/// The input is an `i8` whose zero is an integer of it, and a measurement whatever its value.
fn is_usual(input: &Input, at: &Spot, report: &mut Report) -> Checked<()> {
    if input.ty != IntType::I8 {
        return Err(report.push(
            edge(&format!("the input `{}` is of type `{}`", input.name, input.ty.name()), &at.key("type"))
                .expected("`\"i8\"`: a network with convolutions runs in 8 bits")
                .found(format!("`\"{}\"`", input.ty.name()))
                .help("for a `u8` subtract 128 from the raw value and from the ends of `range`, and adapt `mean`"),
        ));
    }
    if input.faults.declares_something() {
        return Err(report.push(
            edge(&format!("the input `{}` declares faults", input.name), at)
                .help("look at raw values before the network; it takes arrays of measurements"),
        ));
    }
    let zero = input.mean / input.scale;
    if (-128.0..=127.0).contains(&zero) {
        return Ok(());
    }
    Err(report.push(
        edge("the mean of the input lies beyond what 8 bits hold", &at.key("normalize"))
            .expected("a mean between -128 and 127 raw steps, where the network's zero is")
            .found(format!("`{}` raw steps", crate::diagnostic::number(zero)))
            .help("subtract the mean from the raw value before it becomes an `i8`"),
    ))
}

/// Outputs are `i8` of one scale, and not clamped.
pub(super) fn outputs(outputs: Outputs, report: &mut Report) -> Checked<Outputs> {
    let list = match &outputs {
        Outputs::Values(list) => list.as_slice(),
        Outputs::Classes { output, .. } => std::slice::from_ref(output),
    };
    let first = list.first().map_or(1.0, |output| output.scale);
    for (index, output) in list.iter().enumerate() {
        let at = Spot::root().key("outputs").index(index);
        one(output, first, &at, report)?;
    }
    Ok(outputs)
}

fn one(output: &Output, first: f64, at: &Spot, report: &mut Report) -> Checked<()> {
    let name = &output.name;
    let wrong = if output.ty != IntType::I8 {
        edge(&format!("the output `{name}` is of type `{}`", output.ty.name()), &at.key("type"))
            .expected("`\"i8\"`: a network with convolutions runs in 8 bits")
            .help("choose `scale` so that -128 to 127 raw steps hold what is predicted; probabilities have `1/128`")
    } else if output.scale != first {
        edge("the outputs have different scales", &at.key("scale"))
            .expected(format!("`{}`, as in the first output", crate::diagnostic::number(first)))
            .help("the last layer gives one array of one scale: let the widest output choose it")
    } else if (output.min, output.max) != (output.ty.min(), output.ty.max()) {
        edge(&format!("the output `{name}` is clamped"), &at.key("range"))
            .help("leave `range` out, and clamp in the firmware")
    } else {
        return Ok(());
    };
    Err(report.push(wrong))
}

fn edge(message: &str, at: &Spot) -> Diagnostic {
    Diagnostic::new(Code::SpatialEdge, message).at(at)
}
