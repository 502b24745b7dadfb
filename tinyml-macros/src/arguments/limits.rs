//! Promises that are real numbers: of the output's unit, or parts of a whole.

use syn::{Expr, ExprArray, ExprRange, ExprTuple, RangeLimits};

use super::kind::Kind;
use crate::value::{bare, number, unit, written};

pub(super) const MAX_ERROR: Kind = Kind {
    help: |value| {
        unit(value)
            .map(|_| "write the number alone: its unit is that of the output in the model file".to_owned())
    },
    ..Kind::new(
        "max_error",
        || "a number greater than zero, in the unit of the output".to_owned(),
        |arguments, value| {
            let limit = number(value).filter(|limit| limit.is_finite() && *limit > 0.0)?;
            arguments.options.promises.max_error = Some(limit);
            Some(())
        },
    )
};

pub(super) const MIN_ACCURACY: Kind = Kind {
    help: |value| {
        let percent = number(value).filter(|percent| *percent > 1.0 && *percent <= 100.0)?;
        Some(format!("{percent} % is `min_accuracy = {}`", percent / 100.0))
    },
    ..Kind::new(
        "min_accuracy",
        || "a number greater than 0 and at most 1, the part of the samples that get their class".to_owned(),
        |arguments, value| {
            let least = number(value).filter(|least| *least > 0.0 && *least <= 1.0)?;
            arguments.options.promises.min_accuracy = Some(least);
            Some(())
        },
    )
};

pub(super) const OUTPUT_RANGE: Kind = Kind {
    help: as_range,
    ..Kind::new(
        "output_range",
        || "a range that includes both ends, in the unit of the output, such as `-40.0..=125.0`".to_owned(),
        |arguments, value| {
            let Expr::Range(ExprRange { start: Some(start), end: Some(end), limits, .. }) = bare(value)
            else {
                return None;
            };
            let ends = (number(start)?, number(end)?);
            let is_closed = matches!(limits, RangeLimits::Closed(_));
            let fits = is_closed && ends.0 <= ends.1 && ends.0.is_finite() && ends.1.is_finite();
            arguments.options.promises.output_range = Some(fits.then_some(ends)?);
            Some(())
        },
    )
};

/// The range that two ends stand for, whatever is written between and around them.
fn as_range(value: &Expr) -> Option<String> {
    let ends = match bare(value) {
        Expr::Range(ExprRange { start: Some(start), end: Some(end), .. }) => [&**start, &**end],
        Expr::Array(ExprArray { elems, .. }) | Expr::Tuple(ExprTuple { elems, .. }) if elems.len() == 2 => {
            [&elems[0], &elems[1]]
        }
        _ => return None,
    };
    let (first, last) = (number(ends[0])?, number(ends[1])?);
    let ends = if first <= last { ends } else { [ends[1], ends[0]] };
    Some(format!("write `{}..={}`", written(ends[0]), written(ends[1])))
}
