//! Ranges of raw integers, of inputs and outputs alike.

use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot};
use crate::network::IntType;

/// Checks that a range has an order and fits its type, as far as the type is known. `wider` are types to
/// propose.
pub fn range(
    range: (i64, i64),
    ty: Checked<IntType>,
    wider: &[IntType],
    at: &Spot,
    report: &mut Report,
) -> Checked<(i64, i64)> {
    let range = order(range, at, report)?;
    within(range, ty, wider, at, report)
}

/// Checks that raw values from the one to the other, or a single one, fit their type.
pub(super) fn codes(
    range: (i64, i64),
    ty: Checked<IntType>,
    wider: &[IntType],
    at: &Spot,
    report: &mut Report,
) -> Checked<(i64, i64)> {
    let range = if range.0 == range.1 { range } else { order(range, at, report)? };
    within(range, ty, wider, at, report)
}

fn within(
    (min, max): (i64, i64),
    ty: Checked<IntType>,
    wider: &[IntType],
    at: &Spot,
    report: &mut Report,
) -> Checked<(i64, i64)> {
    let ty = ty?;
    if holds(ty, min, max) {
        return Ok((min, max));
    }
    let diagnostic =
        Diagnostic::new(Code::RangeOutsideType, format!("type `{}` cannot hold the range", ty.name()))
            .at(at)
            .expected(format!("between {} and {}", ty.min(), ty.max()))
            .found(format!("`[{min}, {max}]`"));
    Err(report.push(match wider.iter().find(|wider| holds(**wider, min, max)) {
        Some(wider) => diagnostic
            .help(format!("type `{}` can; a range is in raw integers, before `scale`", wider.name())),
        None => diagnostic.help("a range is in raw integers, before `scale`"),
    }))
}

fn holds(ty: IntType, min: i64, max: i64) -> bool {
    ty.min() <= min && max <= ty.max()
}

fn order((min, max): (i64, i64), at: &Spot, report: &mut Report) -> Checked<(i64, i64)> {
    let (message, help) = match min.cmp(&max) {
        std::cmp::Ordering::Less => return Ok((min, max)),
        std::cmp::Ordering::Equal => ("the ends of the range are equal", "a range holds at least two values"),
        std::cmp::Ordering::Greater => ("the ends of the range are the wrong way round", "swap the ends"),
    };
    Err(report.push(
        Diagnostic::new(Code::RangeOrder, message)
            .at(at)
            .expected("`[least, greatest]`")
            .found(format!("`[{min}, {max}]`"))
            .help(help),
    ))
}
