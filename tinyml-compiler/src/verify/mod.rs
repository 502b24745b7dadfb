//! What a program's outputs can be, and how far they are from the float network: over every declared input where that can
//! be, else by a sample and a sound bound, each called what it is.
//!
//! The integer side is run by the kernels of tinyml-core, as on the chip. An output that the model file bounds is
//! compared with the float output within the same bounds.

mod affine;
mod bound;
mod boxes;
mod certificate;
mod exact;
mod pair;
mod run;
mod search;
mod slope;
pub mod stored;
mod trends;

pub use certificate::{Certificate, Change, Range, Step, Trend, Worst};
pub use search::search;

use crate::network::{Network, Output};
use crate::ops::Operator;
use crate::points::{EXHAUSTIVE, EXHAUSTIVE_MACS, Points, work};
use crate::program::Program;
use crate::quant_network::QuantNetwork;
use crate::quantize::outputs;
use crate::simplify::Simplified;
use boxes::{Bounds, Budget};
use exact::Exact;
use pair::Pair;
use run::{Seen, run};

/// The most inputs of a sample.
const SAMPLE_MAX: u64 = 4096;

/// How much a certificate may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Every input is run if there are at most this many,
    pub points: u64,
    /// and if that takes at most this many multiplications of one network.
    pub macs: u64,
    /// Multiplications by the kernels, which are slow where nothing is optimised; plain arithmetic does the rest.
    pub kernel_macs: u64,
    /// Multiplications of a sample.
    pub sample_macs: u64,
    /// Multiplications of the bound.
    pub bound_macs: u64,
}

impl Effort {
    /// Of an unoptimised macro: some tenths of a second.
    pub const MACRO: Self = Self {
        points: EXHAUSTIVE,
        macs: EXHAUSTIVE_MACS,
        kernel_macs: 1 << 21,
        sample_macs: 4_000_000,
        bound_macs: 1 << 21,
    };

    /// Of an optimised program that somebody waits for: seconds to a minute.
    pub const PATIENT: Self = Self {
        points: EXHAUSTIVE,
        macs: 1 << 36,
        kernel_macs: u64::MAX,
        sample_macs: 1 << 32,
        bound_macs: 1 << 30,
    };
}

/// Certifies a program within what a macro may take. The program still has every unit of the simplified network.
pub fn certify(network: &Network, simplified: &Simplified, program: &Program) -> Certificate {
    certify_within(network, simplified, program, &Effort::MACRO)
}

/// Certifies a program: every input is run, or a sample, for which a sound bound stands in.
pub fn certify_within(
    network: &Network,
    simplified: &Simplified,
    program: &Program,
    effort: &Effort,
) -> Certificate {
    let macs: u64 = network.layers.iter().map(|layer| layer.weights.len() as u64).sum();
    let all = Points::all_of(network, effort.points);
    if let Some(points) = all.filter(|points| work(points.count(), macs) <= effort.macs) {
        return exhaustive(&points, run(network, program, &points, effort.kernel_macs));
    }
    let points = Points::sampled(network, (effort.sample_macs / macs.max(1)).clamp(2, SAMPLE_MAX));
    let seen = run(network, program, &points, effort.kernel_macs);
    match program {
        Program::Layers(layers) => sampled(network, simplified, layers, (&points, seen), effort),
        Program::Piecewise(_) => unbounded(network, &points, seen),
    }
}

/// The greatest deviation in a seeded sample of so many inputs.
pub fn sample(network: &Network, program: &Program, inputs: u64) -> Worst {
    run(network, program, &Points::sampled(network, inputs), 0).worst
}

/// Every input was run, so what was seen is all that there is.
fn exhaustive(points: &Points, seen: Seen) -> Certificate {
    let inputs = seen.worst.input.len();
    let unknown = vec![vec![Trend::UNKNOWN; inputs]; seen.outputs.len()];
    Certificate {
        exhaustive: true,
        points: points.count(),
        bound: seen.worst.error,
        worst: seen.worst,
        mean: seen.mean,
        rms: seen.rms,
        agreement: seen.agreement,
        ranges: seen.outputs.iter().map(|range| Range { proved: *range, seen: *range }).collect(),
        trends: seen.trends.unwrap_or(unknown),
    }
}

/// A sample, and what is proved beside it.
fn sampled(
    network: &Network,
    simplified: &Simplified,
    layers: &QuantNetwork,
    (points, seen): (&Points, Seen),
    effort: &Effort,
) -> Certificate {
    let intervals = bound::intervals(network, simplified, layers);
    let pair = Pair::new(network, simplified, layers, &intervals.sums);
    let mut exact = Exact::new(network, layers);
    let bounds = boxes::bounds(&pair, &mut exact, &Budget::new(&pair, effort.bound_macs));
    let worst = exact.worst().filter(|worst| worst.error > seen.worst.error).unwrap_or(seen.worst.clone());
    let deviations = intervals.deviations.iter().zip(outputs(network)).enumerate();
    let tightest = deviations.map(|(at, (deviation, output))| {
        let boxes = bounds.as_ref().map_or(f64::INFINITY, |bounds| bounds.deviations[at]);
        deviation.min(boxes).min(width(output))
    });
    let bound = tightest.fold(worst.error, f64::max);
    let proved = proved_ranges(network, layers, &intervals.sums, bounds.as_ref());
    let range = |(proved, seen): ((i32, i32), &(i32, i32))| Range { proved, seen: *seen };
    let mut trends = trends::by_signs(layers, network.width());
    trends::try_some(&mut trends, layers, points);
    Certificate {
        exhaustive: false,
        points: points.count(),
        bound,
        worst,
        mean: seen.mean,
        rms: seen.rms,
        agreement: seen.agreement,
        ranges: proved.into_iter().zip(&seen.outputs).map(range).collect(),
        trends,
    }
}

/// Nothing is known of a program that has no layers and was not run over every input.
fn unbounded(network: &Network, points: &Points, seen: Seen) -> Certificate {
    let outputs = outputs(network);
    let declared = |(output, seen): (&&Output, &(i32, i32))| Range {
        proved: (output.min as i32, output.max as i32),
        seen: *seen,
    };
    Certificate {
        bound: outputs.iter().map(|output| width(output)).fold(seen.worst.error, f64::max),
        ranges: outputs.iter().zip(&seen.outputs).map(declared).collect(),
        exhaustive: false,
        ..exhaustive(points, seen)
    }
}

/// What each raw output can be: by the sums' intervals, by the boxes, and by what is declared.
fn proved_ranges(
    network: &Network,
    layers: &QuantNetwork,
    sums: &[Vec<(i64, i64)>],
    bounds: Option<&Bounds>,
) -> Vec<(i32, i32)> {
    let outputs = outputs(network);
    let mut ranges: Vec<(i32, i32)> =
        outputs.iter().map(|output| (output.min as i32, output.max as i32)).collect();
    let mut narrow = |at: usize, low: i32, high: i32| {
        let range: &mut (i32, i32) = &mut ranges[at];
        *range = (low.clamp(range.0, range.1), high.clamp(range.0, range.1));
    };
    if let (Some(layer), Some(sums)) = (layers.layers.last(), sums.last())
        && trends::rises(&layer.op)
    {
        let mut low: Vec<i32> = sums.iter().map(|sum| sum.0 as i32).collect();
        let mut high: Vec<i32> = sums.iter().map(|sum| sum.1 as i32).collect();
        layer.op.apply(&mut low);
        layer.op.apply(&mut high);
        low.iter().zip(&high).enumerate().for_each(|(at, (low, high))| narrow(at, *low, *high));
    }
    for (at, (low, high)) in bounds.iter().flat_map(|bounds| &bounds.outputs).enumerate() {
        // The ends have room for the rounding of reals, but not for that of this quotient.
        let (low, high) = (low / outputs[at].scale, high / outputs[at].scale);
        narrow(at, libm::floor(low - 1e-9 * low.abs()) as i32, libm::ceil(high + 1e-9 * high.abs()) as i32);
    }
    ranges
}

/// How far two values within the declared range can be apart.
fn width(output: &Output) -> f64 {
    (output.max as f64 - output.min as f64) * output.scale
}
