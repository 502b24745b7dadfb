//! Why a network has no form of segments, and what to do instead.

use super::form::MOST;
use crate::diagnostic::{Blame, Code, Diagnostic, count, quoted};
use crate::network::{Network, Output};
use crate::points::macs_max;

const LAYERS: &str = "`lowering = \"layers\"` takes every network";

/// More than one number enters.
pub(super) fn inputs(network: &Network) -> Diagnostic {
    let named = |input: &crate::network::Input| match input.length {
        Some(length) => format!("{}, an array of {}", quoted(&input.name), count(length, "value")),
        None => quoted(&input.name),
    };
    let found = network.inputs.iter().take(4).map(named).collect::<Vec<_>>().join(", ");
    let more = if network.inputs.len() > 4 { ", …" } else { "" };
    Diagnostic::new(Code::PiecewiseInputs, "segments of straight lines need a model of one scalar input")
        .blame(Blame::Argument("lowering"))
        .expected("one input that is no array")
        .found(format!("{}: {found}{more}", count(network.inputs.len(), "input")))
        .help(LAYERS)
}

/// Scores of classes come out.
pub(super) fn classes() -> Diagnostic {
    Diagnostic::new(Code::PiecewiseClasses, "segments of straight lines give values, not classes")
        .blame(Blame::Argument("lowering"))
        .expected("outputs without labels")
        .found("a classifier")
        .help(LAYERS)
}

/// It takes too long to look at every input.
pub(super) fn too_large(network: &Network) -> Diagnostic {
    let inputs: i64 = network.inputs.iter().map(|input| input.max - input.min + 1).sum();
    let weights: usize = network.layers.iter().map(|layer| layer.weights.len()).sum();
    let weights_most = macs_max(inputs.unsigned_abs()) as usize;
    Diagnostic::new(Code::PiecewiseSize, "the network is too large to be run at every input")
        .blame(Blame::Argument("lowering"))
        .expected(format!(
            "at most {} for {}",
            count(weights_most, "weight"),
            count(inputs as usize, "input")
        ))
        .found(count(weights, "weight"))
        .help(format!("declare a narrower `range` of the input; {LAYERS}"))
}

/// The function bends more often than a table should have rows.
pub(super) fn too_many(network: &Network, output: &Output, segments: usize) -> Diagnostic {
    let step = output.scale;
    let unit = output.unit.as_ref().map_or(String::new(), |unit| format!(" {unit}"));
    let straight = matches!(super::Tolerance::of(network, None), super::Tolerance::Nearest);
    let help = if straight {
        format!("a coarser `scale` of the output (it is {step}{unit}) needs fewer; {LAYERS}")
    } else {
        format!("a greater `max_error` than one step of the output ({step}{unit}) needs fewer; {LAYERS}")
    };
    Diagnostic::new(
        Code::PiecewiseSegments,
        format!("the output {} bends too often for segments of straight lines", quoted(&output.name)),
    )
    .blame(Blame::Argument("lowering"))
    .expected(format!("at most {}", count(MOST, "segment")))
    .found(format!("{}, which are as few as can be", count(segments, "segment")))
    .help(help)
}
