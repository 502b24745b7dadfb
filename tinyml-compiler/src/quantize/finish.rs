//! The operator behind a layer's sums, and its integers.
//!
//! Called twice while a layer is built: nothing here changes weights, and what the biases need is handed back.

use super::scale::{Rounded, finest_factor, rounded, saturated};
use super::table::{Function, Request, SIGMOID, TANH, table};
use crate::diagnostic::{Code, Diagnostic, Report, number, quoted};
use crate::network::{Activation, Dense, Network, Output, Outputs};
use crate::ops::Op;
use crate::ops::rescale::Rescale;
use crate::ops::shift::Shift;
use crate::ops::softmax::Softmax;
use crate::options::ActivationBits;
use crate::quant_network::Rows;
use tinyml_core::Row;
use tinyml_core::softmax::LOGIT_BITS;

/// The least value behind a shift: times a slope of 15 bits it still fits an acc.
const LEAST_SHIFTED: i32 = -65_536;

/// The greatest probability in Q0.15, with room for half an output's step.
const Q15_MAX: i64 = 65_000;

/// The greatest base-2 logit: the difference of two still fits 32 bits.
const LOGIT_MAX: f64 = (1_u32 << 30) as f64;

/// Units of a base-2 logit in a score of 1.
const PER_LOGIT: f64 = std::f64::consts::LOG2_E * (1_u32 << LOGIT_BITS) as f64;

/// An operator, what it adds to each bias, and the real value of one unit of each result.
#[derive(Debug)]
pub(super) struct Finished {
    /// The operator.
    pub op: Op,
    /// Rounding terms and places of a table's first entry, in units of the acc.
    pub offsets: Vec<i32>,
    /// Real value of one unit of each result.
    pub steps: Vec<f64>,
}

/// What follows a hidden layer.
pub(super) fn hidden(
    layer: &Dense,
    activations: ActivationBits,
    rows: &Rows,
    sums: &[(i64, i64)],
) -> Result<Finished, Report> {
    let limit = activations.max();
    match layer.activation {
        Activation::Tanh => hidden_table(TANH, limit, rows, sums, layer),
        Activation::Sigmoid => hidden_table(SIGMOID, limit, rows, sums, layer),
        Activation::Clamp { min, max } => hidden_clamp((min, max), limit, rows, sums, layer),
        Activation::None
        | Activation::Relu
        | Activation::LeakyRelu { .. }
        | Activation::Softmax
        | Activation::Argmax => shifted(layer.activation, limit, rows, sums),
    }
}

/// A table whose greatest result takes the greatest activation.
fn hidden_table(
    function: Function<'_>,
    limit: i32,
    rows: &Rows,
    sums: &[(i64, i64)],
    layer: &Dense,
) -> Result<Finished, Report> {
    let end = |(sum, step): (&(i64, i64), &f64)| {
        let value = |sum: i64| (function.at)(sum as f64 * step).abs();
        value(sum.0).max(value(sum.1))
    };
    let greatest = sums.iter().zip(&rows.steps).map(end).fold(f64::MIN_POSITIVE, f64::max);
    let out_step = greatest / f64::from(limit);
    tabulated(&Request { function, rows, sums, out_step, bounds: (-limit, limit) }, layer)
}

/// The farther bound takes the greatest activation, or as many steps of it as a row's acc can tell apart.
fn hidden_clamp(
    (min, max): (f64, f64),
    limit: i32,
    rows: &Rows,
    sums: &[(i64, i64)],
    layer: &Dense,
) -> Result<Finished, Report> {
    let far = min.abs().max(max.abs()).max(f64::MIN_POSITIVE);
    let out_step = |(sum, step): (&(i64, i64), &f64)| {
        let finest = step * finest_factor(sum.0.abs().max(sum.1.abs()));
        far / (far / finest).floor().clamp(1.0, f64::from(limit))
    };
    let out_steps: Vec<f64> = sums.iter().zip(&rows.steps).map(out_step).collect();
    let bounds = |step: &f64| ((min / step).round() as i32, (max / step).round() as i32);
    let bounds: Vec<(i32, i32)> = out_steps.iter().map(bounds).collect();
    rescaled(layer, rows, sums, (&out_steps, &bounds), saturated)
}

/// The least shift that brings every result within the limit.
fn shifted(activation: Activation, limit: i32, rows: &Rows, sums: &[(i64, i64)]) -> Result<Finished, Report> {
    let activation = match activation {
        Activation::Softmax | Activation::Argmax => Activation::None,
        other => other,
    };
    for shift in 0..=31 {
        let Some(op) = Shift::of(activation, shift) else {
            break;
        };
        let half = if shift == 0 { 0 } else { 1_i64 << (shift - 1) };
        let fits = |end: i64| {
            let end = (end + half).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
            // The product with a slope fits the acc only if what comes out of the shift fits 17 bits.
            end >> shift >= LEAST_SHIFTED && op.epilogue.apply(end).unsigned_abs() <= limit.unsigned_abs()
        };
        // A unit that never opens gives zero behind every shift, and has no say in it.
        let closed = |sum: &(i64, i64)| activation == Activation::Relu && sum.1 + half <= 0;
        if sums.iter().all(|sum| closed(sum) || fits(sum.0) && fits(sum.1)) {
            let steps = rows.steps.iter().map(|step| step * f64::from(1_u32 << shift)).collect();
            return Ok(Finished { op: op.into(), offsets: vec![half as i32; sums.len()], steps });
        }
    }
    // A shift of 31 leaves 0 or -1, which fits every limit.
    Err(Diagnostic::new(Code::SumOverflow, "a layer's sums fit no shift").into())
}

/// What follows the last layer.
pub(super) fn last(
    layer: &Dense,
    network: &Network,
    rows: &Rows,
    sums: &[(i64, i64)],
) -> Result<Finished, Report> {
    let outputs = outputs(network);
    let scales: Vec<f64> = outputs.iter().map(|output| output.scale).collect();
    let first = outputs[0];
    let bounds: Vec<(i32, i32)> =
        outputs.iter().map(|output| (output.min as i32, output.max as i32)).collect();
    let tabulate = |function: Function<'_>| {
        let bounds = common(&outputs, layer)?;
        tabulated(&Request { function, rows, sums, out_step: first.scale, bounds }, layer)
    };
    let within = |inner: &dyn Fn(f64) -> (i32, i32)| -> Vec<(i32, i32)> {
        let meet = |(own, scale): (&(i32, i32), &f64)| {
            let inner = inner(*scale);
            (inner.0.clamp(own.0, own.1), inner.1.clamp(own.0, own.1))
        };
        bounds.iter().zip(&scales).map(meet).collect()
    };
    match layer.activation {
        Activation::None | Activation::Argmax => rescaled(layer, rows, sums, (&scales, &bounds), rounded),
        Activation::Relu => rescaled(layer, rows, sums, (&scales, &within(&|_| (0, i32::MAX))), rounded),
        Activation::Clamp { min, max } => {
            let inner = |scale: f64| ((min / scale).round() as i32, (max / scale).round() as i32);
            rescaled(layer, rows, sums, (&scales, &within(&inner)), rounded)
        }
        Activation::Tanh => tabulate(TANH),
        Activation::Sigmoid => tabulate(SIGMOID),
        Activation::LeakyRelu { slope } => {
            let reals =
                sums.iter().zip(&rows.steps).map(|(sum, step)| sum.0.abs().max(sum.1.abs()) as f64 * step);
            let greatest = reals.fold(f64::MIN_POSITIVE, f64::max);
            tabulate(Function {
                name: "leaky relu",
                at: &|z| if z < 0.0 { slope * z } else { z },
                inverse: &|y| if y < 0.0 { y / slope } else { y },
                interesting: (-greatest, greatest),
                curvature: None,
            })
        }
        Activation::Softmax => softmax(layer, first, rows, sums),
    }
}

/// The outputs of the last layer's rows.
pub(crate) fn outputs(network: &Network) -> Vec<&Output> {
    match &network.outputs {
        Outputs::Values(outputs) => outputs.iter().collect(),
        Outputs::Classes { output, labels } => vec![output; labels.len()],
    }
}

fn rescaled(
    layer: &Dense,
    rows: &Rows,
    sums: &[(i64, i64)],
    (out_steps, bounds): (&[f64], &[(i32, i32)]),
    round: impl Fn(f64, i64) -> Option<Rounded>,
) -> Result<Finished, Report> {
    let (mut scaled, mut offsets) = (Vec::new(), Vec::new());
    for (row, (((sum, step), out), &(min, max))) in
        sums.iter().zip(&rows.steps).zip(out_steps).zip(bounds).enumerate()
    {
        let greatest = sum.0.abs().max(sum.1.abs());
        let Rounded { scale, bias } =
            round(step / out, greatest).ok_or_else(|| too_fine(layer, Some(row), (*step, *out), greatest))?;
        let end = |end: i64| scale.apply((end + i64::from(bias)) as i32);
        // Where no sum can leave the bounds, nothing needs to be compared.
        let within = end(sum.0) >= min && end(sum.1) <= max;
        scaled.push(if within { Row::free(scale) } else { Row::new(scale, min, max) });
        offsets.push(bias);
    }
    Ok(Finished { op: Rescale { rows: scaled }.into(), offsets, steps: out_steps.to_vec() })
}

/// The one scale and range that all outputs share, which a table needs.
fn common(outputs: &[&Output], layer: &Dense) -> Result<(i32, i32), Report> {
    let key = |output: &Output| (output.scale.to_bits(), output.min, output.max);
    if outputs.iter().all(|output| key(output) == key(outputs[0])) {
        return Ok((outputs[0].min as i32, outputs[0].max as i32));
    }
    Err(Diagnostic::new(
        Code::TableRange,
        format!("layer {} ends in a table, and its outputs differ in scale or range", quoted(&layer.name)),
    )
    .help("give all outputs of the model the same `scale` and `range`")
    .into())
}

fn tabulated(request: &Request<'_>, layer: &Dense) -> Result<Finished, Report> {
    let (table, offsets) = table(request).ok_or_else(|| {
        Diagnostic::new(
            Code::TableRange,
            format!("layer {} has an output range that no table of 16 bits can hold", quoted(&layer.name)),
        )
        .found(format!("one step is {}", number(request.out_step)))
        .help("choose a larger `scale`, or a narrower `range`, so that all outputs lie within 65,536 steps")
    })?;
    Ok(Finished { op: table.into(), offsets, steps: vec![request.out_step; request.rows.steps.len()] })
}

fn softmax(layer: &Dense, output: &Output, rows: &Rows, sums: &[(i64, i64)]) -> Result<Finished, Report> {
    if output.min > 0 {
        return Err(never_unlikely(layer, output).into());
    }
    let (mut scales, mut offsets) = (Vec::new(), Vec::new());
    for (row, (sum, step)) in sums.iter().zip(&rows.steps).enumerate() {
        let greatest = sum.0.abs().max(sum.1.abs());
        let (factor, real) = (step * PER_LOGIT, greatest as f64 * step);
        let small = Some(factor).filter(|_| real * PER_LOGIT < LOGIT_MAX);
        let rounded = small.and_then(|factor| rounded(factor, greatest));
        let Rounded { scale, bias } = rounded.ok_or_else(|| too_certain(layer, row, real))?;
        scales.push(scale);
        offsets.push(bias);
    }
    let q15 = 1.0 / 32_768.0;
    let scale = rounded(q15 / output.scale, Q15_MAX)
        .ok_or_else(|| too_fine(layer, None, (q15, output.scale), Q15_MAX))?
        .scale;
    let half = (0.5 * output.scale / q15).round().min(32_768.0) as i32;
    let op = Softmax { scales, output: scale, half, max: output.max as i32 };
    Ok(Finished { op: op.into(), offsets, steps: vec![output.scale; rows.bias.len()] })
}

fn never_unlikely(layer: &Dense, output: &Output) -> Diagnostic {
    Diagnostic::new(
        Code::TableRange,
        format!("layer {} ends in `softmax`, and the range of its output excludes 0", quoted(&layer.name)),
    )
    .expected("a range that begins at 0 or below")
    .found(format!("`[{}, {}]`", output.min, output.max))
    .help("a probability can be as small as 0; leave `range` out")
}

fn too_certain(layer: &Dense, row: usize, score: f64) -> Diagnostic {
    Diagnostic::new(
        Code::SumOverflow,
        format!("the scores of layer {} are too large for `softmax`", quoted(&layer.name)),
    )
    .expected(format!("scores of some dozens, and of {} at most", number((LOGIT_MAX / PER_LOGIT).floor())))
    .found(format!("up to {} of unit {row}", significant(score)))
    .help("such scores come from a training that diverged, or from a wrong `scale` of an input")
}

/// `greatest` is the magnitude of the sums: what has to be shifted away before 15 bits can multiply it.
fn too_fine(layer: &Dense, row: Option<usize>, (step, out): (f64, f64), greatest: i64) -> Diagnostic {
    let shifted = step * (greatest as f64 / 65_535.0).max(1.0);
    Diagnostic::new(
        Code::OutputTooFine,
        format!("the output of layer {} is finer than the network can resolve", quoted(&layer.name)),
    )
    .expected(format!("a scale of at least {}", significant(shifted / 16_383.0)))
    .found(match row.filter(|_| layer.outputs > 1) {
        Some(row) => format!("{} for unit {row}", number(out)),
        None => number(out),
    })
    .help("choose a larger `scale`; 16 bits between the least and the greatest output are what a layer can show")
}

/// Two significant digits, which are enough for a scale to choose.
fn significant(value: f64) -> String {
    format!("{value:.1e}")
}
