//! Magnitudes: no input may lead to a number that f64 cannot hold.
//!
//! Weights of 1e300 are numbers, but a network of them has no value. The bound is coarse (the largest input
//! times the sum of the absolute weights of the busiest row), since real models stay below it by a hundred
//! orders of magnitude.

use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot};
use crate::network::{Activation, Dense, Input, Outputs};

/// The largest value that anything in a network may reach. Its square is still finite.
const LARGEST: f64 = 1e100;

/// Checks inputs, layers and output scales, and stops at the first that is too large.
pub(super) fn check(
    inputs: &[Input],
    layers: &[Dense],
    outputs: &Outputs,
    report: &mut Report,
) -> Checked<()> {
    let mut reach = 0.0_f64;
    for (index, input) in inputs.iter().enumerate() {
        let width = input.normalized(input.min).abs().max(input.normalized(input.max).abs());
        let at = Spot::root().key("inputs").index(index);
        reach = reach.max(bounded(width, &format!("the normalised input `{}`", input.name), &at, report)?);
    }
    for (index, layer) in layers.iter().enumerate() {
        let at = Spot::root().key("layers").index(index);
        let sums = bounded(largest_sum(layer, reach), &format!("layer `{}`", layer.name), &at, report)?;
        reach = activated(layer.activation, sums);
    }
    for (index, scale) in scales(outputs).enumerate() {
        let at = Spot::root().key("outputs").index(index).key("scale");
        bounded(reach / scale, "the output in raw steps", &at, report)?;
    }
    Ok(())
}

fn bounded(reach: f64, what: &str, at: &Spot, report: &mut Report) -> Checked<f64> {
    if reach <= LARGEST {
        return Ok(reach);
    }
    Err(report.push(
        Diagnostic::new(Code::ValueOverflow, format!("{what} can grow beyond any useful number"))
            .at(at)
            .expected(format!("at most {LARGEST:e}"))
            .found(format!("up to {reach:.1e}"))
            .help("such numbers come from a training that diverged, or from a wrong scale"),
    ))
}

fn largest_sum(layer: &Dense, reach: f64) -> f64 {
    let sum =
        |(row, bias): (&[f64], &f64)| row.iter().map(|weight| weight.abs()).sum::<f64>() * reach + bias.abs();
    layer.weights.chunks_exact(layer.inputs).zip(&layer.bias).map(sum).fold(0.0, f64::max)
}

fn activated(activation: Activation, reach: f64) -> f64 {
    match activation {
        Activation::None | Activation::Relu | Activation::LeakyRelu { .. } | Activation::Argmax => reach,
        Activation::Clamp { min, max } => min.abs().max(max.abs()),
        Activation::Tanh | Activation::Sigmoid | Activation::Softmax => 1.0,
    }
}

fn scales(outputs: &Outputs) -> impl Iterator<Item = f64> {
    let outputs = match outputs {
        Outputs::Values(outputs) => outputs.as_slice(),
        Outputs::Classes { output, .. } => std::slice::from_ref(output),
    };
    outputs.iter().map(|output| output.scale)
}
