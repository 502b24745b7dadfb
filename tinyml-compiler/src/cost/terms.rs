//! What the instructions and the code of a network are a sum of: names of terms, and how often each counts.
//!
//! Each is something that the kernels do, or code that they have once. Names begin with the storage, and with `short` where a
//! layout holds the weights of a layer as literals.

use tinyml_core::Epilogue;
use tinyml_core::input::Domain;

use super::Target;
use crate::ops::Op;
use crate::options::Storage;
use crate::plan::Plan;
use crate::quant_network::{QuantLayer, QuantNetwork};

/// Inputs from which on they are taken for an array, which enters in a loop.
pub(super) const ARRAY_FROM: usize = 5;

/// The terms of what belongs to no layer, and then of each layer.
pub fn terms(network: &QuantNetwork, plan: &Plan, target: Target) -> Vec<Vec<(String, f64)>> {
    let last = network.layers.len().saturating_sub(1);
    let layers = network.layers.iter().zip(&plan.wide).enumerate().map(|(at, (layer, wide))| {
        let mut terms = weight_terms(layer, *wide, target);
        terms.extend(operator_terms(layer, at == last));
        terms
    });
    [input_terms(&network.domains)].into_iter().chain(layers).map(nonzero).collect()
}

fn nonzero(terms: Vec<(String, usize)>) -> Vec<(String, f64)> {
    terms.into_iter().filter(|(_, amount)| *amount > 0).map(|(term, amount)| (term, amount as f64)).collect()
}

fn input_terms(domains: &[Domain]) -> Vec<(String, usize)> {
    let array = domains.len() >= ARRAY_FROM;
    let kind = if array { "array." } else { "" };
    let ends = domains.iter().map(compared).sum();
    vec![
        ("call".to_owned(), 1),
        ("array".to_owned(), usize::from(array)),
        (format!("input.{kind}value"), domains.len()),
        (format!("input.{kind}end"), ends),
    ]
}

/// How many of its ends an input is compared with: those that are not the ends of a type.
fn compared(domain: &Domain) -> usize {
    let (i8, i16) = ((i32::from(i8::MIN), i32::from(i8::MAX)), (i32::from(i16::MIN), i32::from(i16::MAX)));
    let least = [0, i8.0, i16.0].contains(&domain.min);
    let greatest = [i32::from(u8::MAX), i32::from(u16::MAX), i8.1, i16.1].contains(&domain.max);
    usize::from(!least) + usize::from(!greatest)
}

fn operator_terms(layer: &QuantLayer, last: bool) -> Vec<(String, usize)> {
    let place = if last { "last" } else { "hidden" };
    let operator = match &layer.op {
        Op::Shift(shift) => match shift.epilogue {
            Epilogue::Relu { .. } => "relu",
            Epilogue::Linear { .. } => "linear",
            Epilogue::LeakyRelu { .. } => "leaky",
        },
        Op::Rescale(_) => "rescale",
        Op::Table(_) => "table",
        Op::Softmax(_) => "softmax",
    };
    let clamped = match &layer.op {
        Op::Rescale(rescale) => rescale.clamped(),
        Op::Shift(_) | Op::Table(_) | Op::Softmax(_) => 0,
    };
    vec![
        (format!("{operator}.{place}"), 1),
        (format!("{operator}.{place}.row"), layer.outputs),
        ("clamp.row".to_owned(), clamped),
    ]
}

/// What a layout does with the weights of a layer.
struct Walk {
    /// Whether they are literals in the code.
    short: bool,
    /// Inputs in a pass of the loop over a row.
    pass: usize,
    /// Rows in a pass over the inputs.
    rows: usize,
}

/// As the layouts of tinyml-core have it.
fn walk(layer: &QuantLayer, target: Target) -> Walk {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    let (whole, single) = match layer.storage {
        Storage::I8 | Storage::I16 => (16, outputs == 1),
        Storage::I4 => (8, outputs == 1),
        Storage::Codebook2 | Storage::Codebook3 | Storage::Codebook4 => (8, false),
        Storage::Sparse => (usize::MAX, false),
    };
    match target {
        Target::Armv6M => Walk { short: inputs < 4 || single, pass: whole, rows: 1 },
        Target::Armv7EM => Walk { short: inputs <= 2, pass: whole.min(8), rows: 2 },
    }
}

fn weight_terms(layer: &QuantLayer, wide: bool, target: Target) -> Vec<(String, usize)> {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    let Walk { short, pass, rows } = walk(layer, target);
    let wide = wide && target == Target::Armv7EM && layer.storage == Storage::I8;
    let name = if wide { "wide" } else { layer.storage.name() };
    let kind = if short { "short." } else { "" };
    let sparse = layer.storage == Storage::Sparse;
    let products = if sparse { layer.nonzero() } else { inputs * outputs };
    // A loop that is run once is none.
    let passes =
        if short || sparse || inputs < 2 * pass { 0 } else { inputs / pass * outputs.div_ceil(rows) };
    let terms = [
        ("layer", 1),
        ("row", outputs),
        ("product", products),
        ("input", if short { 0 } else { inputs }),
        ("pass", passes),
        ("odd", if short || sparse { 0 } else { outputs % rows * inputs }),
    ];
    terms.into_iter().map(|(term, amount)| (format!("{name}.{kind}{term}"), amount)).collect()
}
