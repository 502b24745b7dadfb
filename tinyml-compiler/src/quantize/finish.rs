//! The operator behind a layer's sums, and its integers.
//!
//! Called twice while a layer is built: nothing here changes weights, and what the biases need is handed back.

use super::scale::{Rounded, rounded};
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

/// An operator, what it adds to each bias, and the real value of one unit of each result.
#[derive(Debug)]
pub(super) struct Finished {
    /// The operator.
    pub op: Op,
    /// Rounding terms, in units of the acc.
    pub bias: Vec<i32>,
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
    let tabulate = |function: Function<'_>, bounds| {
        let out_step = 1.0 / f64::from(limit);
        tabulated(
            &Request {
                function,
                steps: &rows.steps,
                sums,
                out_step,
                bounds,
            },
            layer,
        )
    };
    match layer.activation {
        Activation::Tanh => tabulate(TANH, (-limit, limit)),
        Activation::Sigmoid => tabulate(SIGMOID, (0, limit)),
        Activation::Clamp { min, max } => {
            let step = min.abs().max(max.abs()).max(f64::MIN_POSITIVE) / f64::from(limit);
            let bounds = ((min / step).round() as i32, (max / step).round() as i32);
            let count = rows.bias.len();
            rescaled(layer, rows, sums, &vec![step; count], &vec![bounds; count])
        }
        Activation::None
        | Activation::Relu
        | Activation::LeakyRelu { .. }
        | Activation::Softmax
        | Activation::Argmax => shifted(layer.activation, limit, rows, sums),
    }
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
            op.epilogue.apply(end).unsigned_abs() <= limit.unsigned_abs()
        };
        if sums.iter().all(|sum| fits(sum.0) && fits(sum.1)) {
            let steps = rows
                .steps
                .iter()
                .map(|step| step * f64::from(1_u32 << shift))
                .collect();
            return Ok(Finished {
                op: op.into(),
                bias: vec![half as i32; sums.len()],
                steps,
            });
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
    let bounds: Vec<(i32, i32)> = outputs
        .iter()
        .map(|output| (output.min as i32, output.max as i32))
        .collect();
    let tabulate = |function: Function<'_>| {
        let bounds = common(&outputs, layer)?;
        tabulated(
            &Request {
                function,
                steps: &rows.steps,
                sums,
                out_step: first.scale,
                bounds,
            },
            layer,
        )
    };
    let within = |inner: &dyn Fn(f64) -> (i32, i32)| -> Vec<(i32, i32)> {
        let meet = |(own, scale): (&(i32, i32), &f64)| {
            let inner = inner(*scale);
            (inner.0.clamp(own.0, own.1), inner.1.clamp(own.0, own.1))
        };
        bounds.iter().zip(&scales).map(meet).collect()
    };
    match layer.activation {
        Activation::None | Activation::Argmax => rescaled(layer, rows, sums, &scales, &bounds),
        Activation::Relu => rescaled(layer, rows, sums, &scales, &within(&|_| (0, i32::MAX))),
        Activation::Clamp { min, max } => {
            let inner = |scale: f64| ((min / scale).round() as i32, (max / scale).round() as i32);
            rescaled(layer, rows, sums, &scales, &within(&inner))
        }
        Activation::Tanh => tabulate(TANH),
        Activation::Sigmoid => tabulate(SIGMOID),
        Activation::LeakyRelu { slope } => {
            let reals = sums
                .iter()
                .zip(&rows.steps)
                .map(|(sum, step)| sum.0.abs().max(sum.1.abs()) as f64 * step);
            let greatest = reals.fold(1e-9, f64::max);
            let at = move |z: f64| if z < 0.0 { slope * z } else { z };
            tabulate(Function {
                name: "leaky relu",
                at: &at,
                interesting: (-greatest, greatest),
                whole: true,
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
    out_steps: &[f64],
    bounds: &[(i32, i32)],
) -> Result<Finished, Report> {
    let (mut scaled, mut bias) = (Vec::new(), Vec::new());
    for (((sum, step), out), &(min, max)) in sums.iter().zip(&rows.steps).zip(out_steps).zip(bounds) {
        let Rounded {
            scale,
            bias: rounding,
        } = rounded(step / out, sum.0.abs().max(sum.1.abs())).ok_or_else(|| too_fine(layer, *step, *out))?;
        let end = |end: i64| scale.apply((end + i64::from(rounding)) as i32);
        // Where no sum can leave the bounds, nothing needs to be compared.
        let within = end(sum.0) >= min && end(sum.1) <= max;
        scaled.push(if within {
            Row::free(scale)
        } else {
            Row::new(scale, min, max)
        });
        bias.push(rounding);
    }
    Ok(Finished {
        op: Rescale { rows: scaled }.into(),
        bias,
        steps: out_steps.to_vec(),
    })
}

/// The one scale and range that all outputs share, which a table needs.
fn common(outputs: &[&Output], layer: &Dense) -> Result<(i32, i32), Report> {
    let key = |output: &Output| (output.scale.to_bits(), output.min, output.max);
    if outputs.iter().all(|output| key(output) == key(outputs[0])) {
        return Ok((outputs[0].min as i32, outputs[0].max as i32));
    }
    Err(Diagnostic::new(
        Code::TableRange,
        format!(
            "layer {} ends in a table, and its outputs differ in scale or range",
            quoted(&layer.name)
        ),
    )
    .help("give all outputs of the model the same `scale` and `range`")
    .into())
}

fn tabulated(request: &Request<'_>, layer: &Dense) -> Result<Finished, Report> {
    let (table, bias) = table(request).ok_or_else(|| {
        Diagnostic::new(
            Code::TableRange,
            format!(
                "layer {} has an output range that no table of 16 bits can hold",
                quoted(&layer.name)
            ),
        )
        .found(format!("one step is {}", number(request.out_step)))
        .help("choose a larger `scale`, or a narrower `range`, so that all outputs lie within 65,536 steps")
    })?;
    Ok(Finished {
        op: table.into(),
        bias,
        steps: vec![request.out_step; request.steps.len()],
    })
}

fn softmax(layer: &Dense, output: &Output, rows: &Rows, sums: &[(i64, i64)]) -> Result<Finished, Report> {
    let per_logit = std::f64::consts::LOG2_E * f64::from(1_u32 << LOGIT_BITS);
    let (mut scales, mut bias) = (Vec::new(), Vec::new());
    for (sum, step) in sums.iter().zip(&rows.steps) {
        let Rounded {
            scale,
            bias: rounding,
        } = rounded(step * per_logit, sum.0.abs().max(sum.1.abs()))
            .ok_or_else(|| too_fine(layer, *step, 1.0 / per_logit))?;
        scales.push(scale);
        bias.push(rounding);
    }
    let q15 = 1.0 / 32_768.0;
    let scale = rounded(q15 / output.scale, 65_000)
        .ok_or_else(|| too_fine(layer, q15, output.scale))?
        .scale;
    let half = (0.5 * output.scale / q15).round().min(32_768.0) as i32;
    let op = Softmax {
        scales,
        output: scale,
        half,
        max: output.max as i32,
    };
    Ok(Finished {
        op: op.into(),
        bias,
        steps: vec![output.scale; rows.bias.len()],
    })
}

fn too_fine(layer: &Dense, step: f64, out: f64) -> Diagnostic {
    Diagnostic::new(
        Code::OutputTooFine,
        format!("the output of layer {} is finer than the network can resolve", quoted(&layer.name)),
    )
    .expected(format!("a scale of at least {}", number(step / 32_767.0)))
    .found(number(out))
    .help("choose a larger `scale`; 16 bits between the least and the greatest output are what a layer can show")
}
