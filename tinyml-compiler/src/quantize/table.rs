//! Tables for tanh and sigmoid, and for a leaky ReLU at the end of a model, over the range that the sums can reach.

use tinyml_core::Scale;

use super::scale::{Rounded, saturated};
use crate::network::Activation;
use crate::ops::table::Table;
use crate::quant_network::Rows;

/// Entries of a table are at most this many, and one.
const SEGMENTS_MAX: u32 = 512;

/// How far a chord may be from the function, times the greatest weight. In networks of 1-8-1 and 1-8-8-1 with weights of 8
/// bits, tables of twice the size deviate by a tenth less, of half the size by a third more.
const CHORD: f64 = 0.125;

/// Positions go up to 2^15, so that a position keeps as many bits as an activation.
const POSITION_BITS: u32 = 15;

/// A function to be tabulated; it grows with its argument.
#[derive(Clone, Copy)]
pub(super) struct Function<'a> {
    /// Name for the documentation.
    pub name: &'static str,
    /// The function itself.
    pub at: &'a dyn Fn(f64) -> f64,
    /// The argument for a value, infinite where there is none.
    pub inverse: &'a dyn Fn(f64) -> f64,
    /// It is constant to 16 bits outside of this.
    pub interesting: (f64, f64),
    /// The greatest magnitude of its second derivative; `None` for straight lines with a kink at zero.
    pub curvature: Option<f64>,
}

/// Hyperbolic tangent.
pub(super) const TANH: Function<'static> = Function {
    name: "tanh",
    at: &libm::tanh,
    inverse: &|y| if y.abs() < 1.0 { libm::atanh(y) } else { y * f64::INFINITY },
    interesting: (-6.0, 6.0),
    curvature: Some(0.77),
};

/// Logistic function.
pub(super) const SIGMOID: Function<'static> = Function {
    name: "sigmoid",
    at: &|z| 1.0 / (1.0 + libm::exp(-z)),
    inverse: &|y| if y > 0.0 && y < 1.0 { libm::log(y / (1.0 - y)) } else { (y - 0.5) * f64::INFINITY },
    interesting: (-12.0, 12.0),
    curvature: Some(0.0963),
};

/// What a table is made for.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    /// The function.
    pub function: Function<'a>,
    /// The layer's weights and the steps of its acc.
    pub rows: &'a Rows,
    /// Least and greatest sum of each row.
    pub sums: &'a [(i64, i64)],
    /// Real value of one unit of the result.
    pub out_step: f64,
    /// Least and greatest raw result.
    pub bounds: (i32, i32),
}

/// How far below zero the first entry of a layer's table can lie, which becomes part of each bias; `None` where no table
/// follows. `greatest` is the magnitude of the layer's sums.
pub(super) fn distance(activation: Activation, last: bool, greatest: impl Fn() -> f64) -> Option<f64> {
    match activation {
        Activation::Tanh => Some(TANH.interesting.1),
        Activation::Sigmoid => Some(SIGMOID.interesting.1),
        Activation::LeakyRelu { .. } if last => Some(greatest()),
        _ => None,
    }
}

/// A table, and what each bias needs so that position 0 is the table's first entry. `None` if 16 bits do not hold the
/// results.
pub(super) fn table(request: &Request<'_>) -> Option<(Table, Vec<i32>)> {
    let reach = reach(request);
    let needed = domain(request, reach);
    let widened = widened(request, needed);
    let grid = grid(request, widened);
    let value = |z: f64| (request.function.at)(z) / request.out_step;
    let bounded = |z: f64| value(z).clamp(f64::from(request.bounds.0), f64::from(request.bounds.1));
    let (low, high) = (grid.low, grid.low + grid.spacing * f64::from(grid.segments));
    let clamped: Vec<i32> = (0..=grid.segments)
        .map(|index| bounded(low + grid.spacing * f64::from(index)).round() as i32)
        .collect();
    let base = base(&clamped)?;
    let entries = clamped.iter().map(|value| (value - base) as i16).collect();
    let fraction = POSITION_BITS - grid.segments.next_power_of_two().ilog2();
    let (scales, offsets) = scales(request, &grid, fraction)?;
    // Outside of the table the first and the last entry stand for what the function still does.
    let tails = (bounded(low) - bounded(reach.0)).max(bounded(reach.1) - bounded(high)).max(0.0);
    // Where the table had to be widened, a bound may cut a chord.
    let cut = if widened == needed { 0.0 } else { 0.25 * grid.spacing };
    let error = grid.error + tails * request.out_step + cut;
    let function = request.function.name;
    Some((Table { scales, entries, fraction, base, function, spacing: grid.spacing, error }, offsets))
}

/// The interval of the real sums.
fn reach(request: &Request<'_>) -> (f64, f64) {
    let rows = request.sums.iter().zip(&request.rows.steps);
    let reals = rows.map(|(sum, step)| (sum.0 as f64 * step, sum.1 as f64 * step));
    reals.fold((f64::INFINITY, f64::NEG_INFINITY), |all, row| (all.0.min(row.0), all.1.max(row.1)))
}

/// The interval that the table has to cover: what the sums reach, the function is interesting at, and no bound cuts off.
fn domain(request: &Request<'_>, reach: (f64, f64)) -> (f64, f64) {
    let Function { interesting: (least, greatest), inverse, .. } = request.function;
    let end = |bound: i32| inverse(f64::from(bound) * request.out_step);
    let (low, high) = (reach.0.clamp(least, greatest), reach.1.clamp(least, greatest));
    (low.max(end(request.bounds.0)).min(high), high.min(end(request.bounds.1)).max(low))
}

/// The interval, but as wide as a unit of any row's acc at least, since no row can tell more of it apart.
fn widened(request: &Request<'_>, (low, high): (f64, f64)) -> (f64, f64) {
    let missing = 1.01 * request.rows.steps.iter().copied().fold(0.0, f64::max) - (high - low);
    if missing > 0.0 { (low - 0.5 * missing, high + 0.5 * missing) } else { (low, high) }
}

/// Where the entries are.
struct Grid {
    low: f64,
    spacing: f64,
    segments: u32,
    /// How far the chords can be from the function.
    error: f64,
}

fn grid(request: &Request<'_>, (low, high): (f64, f64)) -> Grid {
    match request.function.curvature {
        Some(curvature) => smooth(request, low, high, curvature),
        None if low < 0.0 && high > 0.0 => around_zero(request, -low, high),
        None => Grid { low, spacing: 0.5 * (high - low), segments: 2, error: 0.0 },
    }
}

/// The fewest segments, a power of two, whose interpolation is off by at most half a step of the result, or by less than
/// the rounding of the weights costs anyway.
fn smooth(request: &Request<'_>, low: f64, high: f64, curvature: f64) -> Grid {
    let at = |segments: u32| {
        let spacing = (high - low) / f64::from(segments);
        Grid { low, spacing, segments, error: curvature * spacing * spacing / 8.0 }
    };
    let allowed = (0.5 * request.out_step).max(CHORD / f64::from(request.rows.storage.max()));
    let mut segments = 8;
    while segments < SEGMENTS_MAX && interpolation_error(request.function.at, &at(segments)) > allowed {
        segments *= 2;
    }
    at(segments)
}

/// Entries at zero, where the kink is, and as near to both ends as their number allows.
fn around_zero(request: &Request<'_>, left: f64, right: f64) -> Grid {
    let mut best = Grid { low: 0.0, spacing: 0.0, segments: 0, error: f64::INFINITY };
    for below in 1..SEGMENTS_MAX {
        let above = (right / left * f64::from(below)).round().clamp(1.0, f64::from(SEGMENTS_MAX - below));
        let spacing = (left / f64::from(below)).max(right / above);
        let error = (spacing * f64::from(below) - left).max(spacing * above - right);
        if error < 0.9 * best.error {
            best = Grid { low: -spacing * f64::from(below), spacing, segments: below + above as u32, error };
        }
        if best.error <= request.out_step / 16.0 {
            break;
        }
    }
    best
}

/// The deviation of the chord from the function, at the middle of each segment.
fn interpolation_error(at: &dyn Fn(f64) -> f64, grid: &Grid) -> f64 {
    let mut worst: f64 = 0.0;
    for index in 0..grid.segments {
        let left = grid.low + grid.spacing * f64::from(index);
        let chord = 0.5 * (at(left) + at(left + grid.spacing));
        worst = worst.max((chord - at(left + 0.5 * grid.spacing)).abs());
    }
    worst
}

/// Zero where the entries fit an `i16` as they are, else the middle of their range; `None` if that does not help.
fn base(entries: &[i32]) -> Option<i32> {
    let (least, greatest) = (i64::from(*entries.iter().min()?), i64::from(*entries.iter().max()?));
    let fits = |value: i64| i16::try_from(value).is_ok();
    if fits(least) && fits(greatest) {
        return Some(0);
    }
    let middle = least + (greatest - least + 1) / 2;
    (fits(least - middle) && fits(greatest - middle)).then_some(middle as i32)
}

/// Scales for the width of the table only: the kernel cuts what lies outside before it multiplies, and so loses nothing by
/// sums that saturate.
fn scales(request: &Request<'_>, grid: &Grid, fraction: u32) -> Option<(Vec<Scale>, Vec<i32>)> {
    let positions = f64::from(1_u32 << fraction) / grid.spacing;
    let width = grid.spacing * f64::from(grid.segments);
    let row = |step: &f64| {
        let Rounded { scale, bias } = saturated(positions * step, (width / step).ceil() as i64)?;
        Some((scale, ((-grid.low / step).round() as i32).saturating_add(bias)))
    };
    let rows = request.rows.steps.iter().map(row).collect::<Option<Vec<_>>>();
    rows.map(|rows| rows.into_iter().unzip())
}

#[cfg(test)]
mod tests {
    use super::{Function, Request, SIGMOID, TANH, table};
    use crate::ops::Operator;
    use crate::options::Storage;
    use crate::quant_network::Rows;

    fn rows(step: f64, storage: Storage) -> Rows {
        Rows { inputs: 1, storage, weights: vec![1], bias: vec![0], steps: vec![step] }
    }

    /// The greatest deviation of a table over sums of `±greatest`, in real units.
    fn deviation(request: &Request<'_>) -> f64 {
        let (table, offsets) = table(request).expect("a table");
        let (low, high) = request.sums[0];
        let clamped = |real: f64| {
            let bound = |bound: i32| f64::from(bound) * request.out_step;
            real.clamp(bound(request.bounds.0), bound(request.bounds.1))
        };
        let one = |step: i64| {
            let sum = low + (high - low) * step / 4096;
            let mut acc = [i32::try_from(sum).expect("a sum") + offsets[0]];
            table.apply(&mut acc);
            let real = clamped((request.function.at)(sum as f64 * request.rows.steps[0]));
            (f64::from(acc[0]) * request.out_step - real).abs()
        };
        (0..=4096).map(one).fold(0.0, f64::max)
    }

    #[test]
    fn tables_follow_their_functions() {
        for function in [TANH, SIGMOID] {
            for reach in [0.01, 1.0, 6.0, 40.0, 1e4] {
                for (bits, allowed) in [(Storage::I4, 0.02), (Storage::I8, 1.2e-3), (Storage::I16, 5e-4)] {
                    let greatest = 1 << 29;
                    let rows = rows(reach / f64::from(greatest), bits);
                    let sums = [(-i64::from(greatest), i64::from(greatest))];
                    let request = Request {
                        function,
                        rows: &rows,
                        sums: &sums,
                        out_step: 1.0 / 32_767.0,
                        bounds: (-32_767, 32_767),
                    };
                    let found = deviation(&request);
                    assert!(found <= allowed, "{} to {reach}, {}: {found}", function.name, bits.name());
                }
            }
        }
    }

    #[test]
    fn a_kink_and_both_bounds_are_entries() {
        let slope = 0.1;
        let leaky = Function {
            name: "leaky relu",
            at: &|z| if z < 0.0 { slope * z } else { z },
            inverse: &|y| if y < 0.0 { y / slope } else { y },
            interesting: (-100.0, 100.0),
            curvature: None,
        };
        for bounds in [(-32_768, 32_767), (-500, 3000), (-7, 9000), (100, 5000), (-900, -100), (0, 10_000)] {
            let rows = rows(1e-6, Storage::I8);
            let request = Request {
                function: leaky,
                rows: &rows,
                sums: &[(-100_000_000, 100_000_000)],
                out_step: 0.01,
                bounds,
            };
            let found = deviation(&request);
            assert!(found <= 0.025, "{bounds:?}: {found}");
        }
    }

    #[test]
    fn results_beyond_16_bits_have_no_table() {
        let rows = rows(1e-6, Storage::I8);
        let sums = [(-5_000_000, 5_000_000)];
        let request = Request {
            function: TANH,
            rows: &rows,
            sums: &sums,
            out_step: 1e-9,
            bounds: (i32::MIN, i32::MAX),
        };
        assert!(table(&request).is_none());
        assert!(table(&Request { bounds: (0, 60_000), ..request }).is_some());
    }
}
