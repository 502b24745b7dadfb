//! What the instructions and the code of a network are a sum of: names of terms, and how often each counts.
//!
//! Each is something that the kernels do, or code that they have once. Names begin with the storage, and go on with how the
//! kernels walk over a layer of its shape.

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
        terms.extend(kept_terms(layer, network.layers.get(at + 1), target));
        terms.extend(operator_terms(layer, at == last));
        if at == 0 && walk(layer, target) == Walk::Rows {
            terms.push(("stored.input".to_owned(), layer.inputs));
        }
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

/// How the kernels walk over a layer, which its shape decides.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// So few inputs that LLVM unrolls the rows, and has the weights as literals.
    Narrow,
    /// A single row, unrolled likewise.
    Single,
    /// A loop over the rows.
    Rows,
}

/// Weights that LLVM looks up while it compiles, where it unrolls a layer of them.
const LOOKED_UP: usize = 24;

/// Inputs from which on a row of indices is a loop.
const LOOP_FROM: usize = 16;

fn walk(layer: &QuantLayer, target: Target) -> Walk {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    let narrow = match target {
        Target::Armv6M => inputs < 4,
        Target::Armv7EM => inputs < 3,
    };
    let (unrolled, alone) = match layer.storage {
        Storage::I4 | Storage::I8 | Storage::I16 => (true, true),
        Storage::Codebook2 | Storage::Codebook3 | Storage::Codebook4 => {
            (inputs * outputs <= LOOKED_UP, inputs < LOOP_FROM)
        }
        Storage::Sparse => (true, false),
    };
    if narrow && unrolled {
        Walk::Narrow
    } else if outputs == 1 && alone {
        Walk::Single
    } else {
        Walk::Rows
    }
}

fn weight_terms(layer: &QuantLayer, wide: bool, target: Target) -> Vec<(String, usize)> {
    let (inputs, outputs, walk) = (layer.inputs, layer.outputs, walk(layer, target));
    let wide = wide && target == Target::Armv7EM && layer.storage == Storage::I8;
    let looked_up = layer.storage.table().is_some() && walk != Walk::Rows;
    let name = match target {
        Target::Armv6M if looked_up => "i8",
        Target::Armv7EM if looked_up || wide => "wide",
        Target::Armv6M | Target::Armv7EM => layer.storage.name(),
    };
    let kind = match walk {
        Walk::Narrow => "narrow.",
        Walk::Single => "single.",
        Walk::Rows => "",
    };
    let sparse = layer.storage == Storage::Sparse;
    let whole = matches!(layer.storage, Storage::I8 | Storage::I16);
    let (pass, rows) = match target {
        Target::Armv6M => (if whole { 16 } else { 8 }, 1),
        Target::Armv7EM => (8, 2),
    };
    // A loop that is run once is none.
    let looped = inputs >= 2 * pass && !sparse && walk != Walk::Narrow;
    let in_rows = |amount: usize| if walk == Walk::Rows { amount } else { 0 };
    let terms = [
        ("layer", 1),
        ("row", outputs),
        ("product", if sparse { layer.nonzero() } else { inputs * outputs }),
        ("input", in_rows(inputs)),
        ("pass", if looped { inputs / pass * outputs.div_ceil(rows) } else { 0 }),
        ("odd", if sparse { 0 } else { in_rows(outputs % rows * inputs) }),
    ];
    terms.into_iter().map(|(term, amount)| (format!("{name}.{kind}{term}"), amount)).collect()
}

/// Activations that a layer of literals leaves in registers, where the next one has literals too, or puts into memory.
fn kept_terms(layer: &QuantLayer, next: Option<&QuantLayer>, target: Target) -> Vec<(String, usize)> {
    match next.map(|next| (walk(layer, target), walk(next, target))) {
        Some((Walk::Narrow, Walk::Rows)) => vec![("stored.row".to_owned(), layer.outputs)],
        Some((Walk::Narrow, Walk::Narrow | Walk::Single)) => vec![("kept.row".to_owned(), layer.outputs)],
        Some((Walk::Single | Walk::Rows, _)) | None => Vec::new(),
    }
}
