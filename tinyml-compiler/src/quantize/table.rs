//! Tables for tanh and sigmoid, over the range that the sums of a layer can reach.

use tinyml_core::Scale;

use super::scale::rounded;
use crate::ops::table::Table;

/// Entries of a table are at most this many, and one.
const SEGMENTS_MAX: u32 = 512;

/// Positions go up to 2^15, so that a position keeps as many bits as an activation.
const POSITION_BITS: u32 = 15;

/// A function to be tabulated.
#[derive(Clone, Copy)]
pub(super) struct Function<'a> {
    /// Name for the documentation.
    pub name: &'static str,
    /// The function itself.
    pub at: &'a dyn Fn(f64) -> f64,
    /// It is constant to 16 bits outside of this.
    pub interesting: (f64, f64),
    /// Whether the table must cover all of `interesting`, because the function has a kink in its middle.
    pub whole: bool,
}

/// Hyperbolic tangent.
pub(super) const TANH: Function<'static> = Function {
    name: "tanh",
    at: &libm::tanh,
    interesting: (-6.0, 6.0),
    whole: false,
};

/// Logistic function.
pub(super) const SIGMOID: Function<'static> = Function {
    name: "sigmoid",
    at: &|z| 1.0 / (1.0 + libm::exp(-z)),
    interesting: (-12.0, 12.0),
    whole: false,
};

/// What a table is made for.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    /// The function.
    pub function: Function<'a>,
    /// Real value of one unit of the acc, for each row.
    pub steps: &'a [f64],
    /// Least and greatest sum of each row.
    pub sums: &'a [(i64, i64)],
    /// Real value of one unit of the result.
    pub out_step: f64,
    /// Least and greatest raw result.
    pub bounds: (i32, i32),
}

/// A table, and what each bias needs so that position 0 is the table's first entry.
pub(super) fn table(request: &Request<'_>) -> Option<(Table, Vec<i32>)> {
    let (low, high) = domain(request);
    let segments = segments(request, low, high);
    let fraction = POSITION_BITS - segments.ilog2();
    let spacing = (high - low) / f64::from(segments);
    let raw = |index: u32| (request.function.at)(low + spacing * f64::from(index)) / request.out_step;
    let clamped: Vec<i32> = (0..=segments)
        .map(|index| {
            raw(index)
                .round()
                .clamp(f64::from(request.bounds.0), f64::from(request.bounds.1)) as i32
        })
        .collect();
    let base = base(&clamped)?;
    let entries = clamped.iter().map(|value| (value - base) as i16).collect();
    let (scales, bias) = scales(request, low, f64::from(1_u32 << fraction) / spacing)?;
    Some((
        Table {
            scales,
            entries,
            fraction,
            base,
            function: request.function.name,
        },
        bias,
    ))
}

/// The interval of sums that the table covers.
fn domain(request: &Request<'_>) -> (f64, f64) {
    let reals = request
        .sums
        .iter()
        .zip(request.steps)
        .map(|(sum, step)| (sum.0 as f64 * step, sum.1 as f64 * step));
    let (low, high) = reals.fold((f64::INFINITY, f64::NEG_INFINITY), |all, row| {
        (all.0.min(row.0), all.1.max(row.1))
    });
    let (least, greatest) = request.function.interesting;
    if request.function.whole {
        return (least, greatest);
    }
    let (low, high) = (low.clamp(least, greatest), high.clamp(least, greatest));
    if high - low < 1e-3 {
        (low - 1e-3, high + 1e-3)
    } else {
        (low, high)
    }
}

/// The fewest segments, a power of two, whose interpolation is off by at most half a step of the result.
fn segments(request: &Request<'_>, low: f64, high: f64) -> u32 {
    let allowed = request.out_step * 0.5;
    let mut segments = 8;
    while segments < SEGMENTS_MAX && interpolation_error(request.function.at, low, high, segments) > allowed {
        segments *= 2;
    }
    segments
}

/// The deviation of the chord from the function, at the middle of each segment.
fn interpolation_error(at: &dyn Fn(f64) -> f64, low: f64, high: f64, segments: u32) -> f64 {
    let spacing = (high - low) / f64::from(segments);
    let mut worst: f64 = 0.0;
    for index in 0..segments {
        let left = low + spacing * f64::from(index);
        let chord = 0.5 * (at(left) + at(left + spacing));
        worst = worst.max((chord - at(left + 0.5 * spacing)).abs());
    }
    worst
}

/// Zero where the entries fit an `i16` as they are, else the middle of their range; `None` if that does not help.
fn base(entries: &[i32]) -> Option<i32> {
    let (least, greatest) = (*entries.iter().min()?, *entries.iter().max()?);
    let fits = |value: i32| i16::try_from(value).is_ok();
    if fits(least) && fits(greatest) {
        return Some(0);
    }
    let middle = least + (greatest - least) / 2;
    (fits(least - middle) && fits(greatest - middle)).then_some(middle)
}

fn scales(request: &Request<'_>, low: f64, positions: f64) -> Option<(Vec<Scale>, Vec<i32>)> {
    let row = |(sum, step): (&(i64, i64), &f64)| {
        let shift = (-low / step).round();
        let bound = sum.0.abs().max(sum.1.abs()) + shift.abs() as i64;
        let rounded = rounded(positions * step, bound)?;
        Some((rounded.scale, (shift as i32).saturating_add(rounded.bias)))
    };
    request
        .sums
        .iter()
        .zip(request.steps)
        .map(row)
        .collect::<Option<Vec<_>>>()
        .map(|rows| rows.into_iter().unzip())
}
