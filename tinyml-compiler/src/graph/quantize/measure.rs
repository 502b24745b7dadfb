//! Which values the tensors of a float graph take over a calibration set.

use super::Calibration;
use super::cost::multiplications;
use crate::diagnostic::{Code, Diagnostic, Report, count};
use crate::graph::Graph;
use crate::graph::real::Real;

/// Multiplications of a whole calibration: some seconds of an unoptimised build.
const BUDGET: u64 = 1 << 29;

/// What was seen of a tensor; it always contains zero.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Extent {
    /// The least value, or zero.
    pub(super) min: f64,
    /// The greatest value, or zero.
    pub(super) max: f64,
}

impl Extent {
    /// What holds both.
    #[must_use]
    pub(super) fn with(self, other: Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.max(other.max) }
    }

    /// What holds all of these values, and zero.
    pub(super) fn of(values: &[f64]) -> Self {
        let mut extent = Self::default();
        for &value in values {
            extent.min = f64::min(extent.min, value);
            extent.max = f64::max(extent.max, value);
        }
        extent
    }
}

/// The extent of each tensor that is given or computed, and how many samples were run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    /// By the tensor's number.
    pub(super) extents: Vec<Extent>,
    /// All of the set, or as many as a build has time for.
    pub(super) samples: usize,
}

/// Runs a graph over a calibration set, or over a part of it that is spread evenly, if all of it would take too long.
///
/// # Errors
///
/// An operator without a form in real numbers, values that are not finite, a network too large to be run.
pub(super) fn measure(graph: &Graph, set: &Calibration) -> Result<Measured, Report> {
    let each = multiplications(graph).max(1);
    if each > BUDGET {
        return Err(too_large(each).into());
    }
    let samples = set.spread(usize::try_from(BUDGET / each).unwrap_or(usize::MAX));
    let mut extents = vec![Extent::default(); graph.tensors.len()];
    let mut broken = None;
    let mut real = Real::new(graph);
    for &sample in &samples {
        real.run(&set.sample(sample), &mut |id, values| {
            extents[id] = extents[id].with(Extent::of(values));
            if broken.is_none() && values.iter().any(|value| !value.is_finite()) {
                broken = Some((id, sample));
            }
        })?;
        if let Some((id, sample)) = broken {
            return Err(not_finite(&graph.tensors[id].shown(), sample).into());
        }
    }
    Ok(Measured { extents, samples: samples.len() })
}

fn too_large(each: u64) -> Diagnostic {
    Diagnostic::new(Code::CalibrationTooLarge, "the network is too large to be calibrated by a build")
        .expected(format!("at most {} multiplications an inference", BUDGET))
        .found(format!("{each}"))
        .help("quantise it with TensorFlow, and embed the file of 8 bits that comes out")
}

fn not_finite(tensor: &str, sample: usize) -> Diagnostic {
    let message = format!("tensor {tensor} is not finite for sample {sample} of the calibration set");
    Diagnostic::new(Code::NotQuantizable, message)
        .found(format!("NaN or infinity, after {}", count(sample + 1, "sample")))
        .help("the weights, or the samples, are not those of a network that has been trained")
}
