//! `output_range` of a graph: proved where the integers of the output cannot stand for anything else.

use super::Facts;
use crate::diagnostic::{Blame, Code, Diagnostic, number};
use crate::graph::lower::Edge;
use crate::graph::{ElementType, Tensor};
use crate::options::Options;

/// Checks the promise for every output.
pub(super) fn check(facts: &Facts<'_>, options: &Options) -> Vec<Diagnostic> {
    let Some((least, greatest)) = options.promises.output_range else { return Vec::new() };
    let beyond = |Edge { tensor, .. }: &Edge| match reach(tensor) {
        Some((low, high)) if low >= least && high <= greatest => None,
        reach => Some(unproved(tensor, reach, (least, greatest))),
    };
    facts.lowered.outputs.iter().filter_map(beyond).collect()
}

/// What the least and the greatest integer of a tensor stand for.
fn reach(tensor: &Tensor) -> Option<(f64, f64)> {
    let (least, greatest) = integers(tensor.element)?;
    let (scale, zero_point) = tensor.scale().unwrap_or((1.0, 0));
    let real = |integer: i64| f64::from(scale) * (integer - zero_point) as f64;
    Some((real(least), real(greatest)))
}

/// The least and the greatest integer of a type that is quantised; none for wider ones, which say nothing.
pub(super) fn integers(element: ElementType) -> Option<(i64, i64)> {
    match element {
        ElementType::I8 => Some((-128, 127)),
        ElementType::U8 => Some((0, 255)),
        ElementType::I16 => Some((-32_768, 32_767)),
        ElementType::Bool => Some((0, 1)),
        ElementType::I4 | ElementType::I32 | ElementType::I64 | ElementType::F32 => None,
    }
}

fn unproved(tensor: &Tensor, reach: Option<(f64, f64)>, (least, greatest): (f64, f64)) -> Diagnostic {
    let message = format!("the output {} cannot be proved to stay in `output_range`", tensor.shown());
    let diagnostic = Diagnostic::new(Code::OutputRangeUnproved, message)
        .blame(Blame::Argument("output_range"))
        .expected(format!("{} to {}", number(least), number(greatest)));
    match reach {
        Some((low, high)) => {
            let (low, high) = (number(digits(low, libm::floor)), number(digits(high, libm::ceil)));
            diagnostic
                .found(format!("{low} to {high}, which is all that its integers can stand for"))
                .help(format!("allow `output_range = {low}..={high}`, or clamp the output where it is used"))
        }
        None => {
            diagnostic.found("a type without bounds").help("remove it, and clamp the output where it is used")
        }
    }
}

/// Four significant digits, rounded so that what is shown is also kept.
fn digits(value: f64, round: fn(f64) -> f64) -> f64 {
    let places = 3.0 - libm::floor(libm::log10(value.abs().max(1e-12)));
    let unit = libm::pow(10.0, places.clamp(-12.0, 12.0));
    let rounded = round(value * unit) / unit;
    format!("{rounded:.12}").parse().unwrap_or(rounded)
}
