//! What a network will cost on a target: instructions and flash, estimated without a tool chain.
//!
//! The terms are those of the kernels (layers, rows, products, passes over a row); what each of them costs was fitted to what
//! generated firmware took on an emulator, by `cargo run --release -p tinyml-cli --example fit_cost`. An estimate is no
//! measurement, and whoever prints one says so.

mod coefficients;
mod piecewise;

use crate::ops::{Op, Operator};
use crate::options::Storage;
use crate::plan::Plan;
use crate::program::Program;
use crate::quant_network::{QuantLayer, QuantNetwork};
use tinyml_core::Epilogue;

/// The instruction sets that have layouts of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// Cortex-M0 and M0+: no long multiplication, no multiplication of halfwords.
    Armv6M,
    /// Cortex-M4 and M7: with the DSP extension.
    Armv7EM,
}

impl Target {
    /// Both, with the names that a command takes.
    pub const ALL: [(&'static str, Self); 2] = [("armv6m", Self::Armv6M), ("armv7em", Self::Armv7EM)];

    /// The name that a command takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Armv6M => "armv6m",
            Self::Armv7EM => "armv7em",
        }
    }

    /// The name in a text for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Armv6M => "Armv6-M",
            Self::Armv7EM => "Armv7E-M",
        }
    }

    /// The processor cores that have it.
    pub fn cores(self) -> &'static str {
        match self {
            Self::Armv6M => "Cortex-M0, M0+",
            Self::Armv7EM => "Cortex-M4, M7",
        }
    }

    /// Rust's name of the target.
    pub fn triple(self) -> &'static str {
        match self {
            Self::Armv6M => "thumbv6m-none-eabi",
            Self::Armv7EM => "thumbv7em-none-eabihf",
        }
    }
}

/// What a network is estimated to cost: without a tool chain, from its shape alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Instructions of one inference.
    pub instructions: f64,
    /// Bytes of code and constants that the model adds to a firmware.
    pub flash: f64,
}

/// Estimates a program at opt-level 3. Bytes of constants are counted, everything else is a sum of fitted terms.
///
/// A term that was never measured counts as that of 8-bit weights.
pub fn estimate(program: &Program, plan: &Plan, target: Target) -> Estimate {
    match program {
        Program::Layers(network) => layers(network, plan, target),
        Program::Piecewise(piecewise) => piecewise::estimate(piecewise, target),
    }
}

fn layers(network: &QuantNetwork, plan: &Plan, target: Target) -> Estimate {
    let table = coefficients::of(target);
    let mut estimate = Estimate { instructions: 0.0, flash: layers_bytes(network, plan, target) as f64 };
    for (term, amount) in terms(network, plan, target) {
        let (instructions, flash) = find(table, &term);
        estimate.instructions += amount * instructions;
        estimate.flash += amount * flash;
    }
    estimate
}

fn find(table: &[(&str, f64, f64)], term: &str) -> (f64, f64) {
    let named = |name: &str| table.iter().find(|row| row.0 == name).map(|row| (row.1, row.2));
    let fallback = || term.split_once('.').and_then(|(_, rest)| named(&format!("i8.{rest}")));
    named(term).or_else(fallback).unwrap_or((0.0, 0.0))
}

/// Bytes of constants: weights in the target's layout, biases, and what the operators need.
pub fn data_bytes(program: &Program, plan: &Plan, target: Target) -> usize {
    match program {
        Program::Layers(network) => layers_bytes(network, plan, target),
        Program::Piecewise(piecewise) => piecewise::data_bytes(piecewise),
    }
}

fn layers_bytes(network: &QuantNetwork, plan: &Plan, target: Target) -> usize {
    let layers = network.layers.iter().zip(&plan.wide);
    layers
        .map(|(layer, wide)| weight_bytes(layer, *wide, target) + 4 * layer.outputs + layer.op.flash())
        .sum()
}

/// Bytes of a layer's weights.
pub fn weight_bytes(layer: &QuantLayer, wide: bool, target: Target) -> usize {
    use tinyml_core::layout::{codebook, offset, pairs, sparse};
    let (i, o) = (layer.inputs, layer.outputs);
    match (layer.storage, target) {
        (Storage::I4, Target::Armv6M) => offset::nibbles::len(i, o),
        (Storage::I4, Target::Armv7EM) => pairs::nibbles::len(i, o),
        (Storage::I8, Target::Armv6M) => offset::bytes::len(i, o),
        (Storage::I8, Target::Armv7EM) if wide => 4 * pairs::halves::len(i, o),
        (Storage::I8, Target::Armv7EM) => 2 * pairs::bytes::len(i, o),
        (Storage::I16, Target::Armv6M) => 2 * offset::halves::len(i, o),
        (Storage::I16, Target::Armv7EM) => 4 * pairs::halves::len(i, o),
        (Storage::Codebook2, _) => 4 + codebook::len::<4>(i, o),
        (Storage::Codebook3, _) => 8 + codebook::len::<8>(i, o),
        (Storage::Codebook4, _) => 16 + codebook::len::<16>(i, o),
        (Storage::Sparse, _) => 1 + sparse::sparse_counts(i, o) + 2 * layer.nonzero(),
    }
}

/// What a network's costs are a sum of: names of terms and how often each counts.
pub fn terms(network: &QuantNetwork, plan: &Plan, target: Target) -> Vec<(String, f64)> {
    let mut terms = vec![("call".to_owned(), 1.0), ("input".to_owned(), network.domains.len() as f64)];
    let last = network.layers.len().saturating_sub(1);
    for (at, (layer, wide)) in network.layers.iter().zip(&plan.wide).enumerate() {
        terms.extend(weight_terms(layer, *wide, target));
        let place = if at == last { "last" } else { "hidden" };
        let operator = match &layer.op {
            Op::Shift(shift) => match shift.epilogue {
                Epilogue::Relu { .. } => "relu",
                Epilogue::Linear { .. } => "linear",
                Epilogue::LeakyRelu { .. } => "leaky",
            },
            Op::Rescale(rescale) if rescale.is_free() => "rescale",
            Op::Rescale(_) => "clamp",
            Op::Table(_) => "table",
            Op::Softmax(_) => "softmax",
        };
        let rows = layer.outputs as f64;
        terms.extend([(format!("{operator}.{place}"), 1.0), (format!("{operator}.{place}.row"), rows)]);
    }
    terms
}

fn weight_terms(layer: &QuantLayer, wide: bool, target: Target) -> Vec<(String, f64)> {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    let wide = wide && target == Target::Armv7EM && layer.storage == Storage::I8;
    // As the layouts of tinyml-core have it: short rows hold their weights as literals.
    let (short, chunk, rows_at_once) = match target {
        Target::Armv6M => (inputs < 4 || outputs == 1, 16, 1),
        Target::Armv7EM => (inputs <= 2, 8, 2),
    };
    let name = if wide { "wide" } else { layer.storage.name() };
    let kind = if short { "short." } else { "" };
    let products = match layer.storage {
        Storage::Sparse => layer.nonzero(),
        Storage::I4
        | Storage::I8
        | Storage::I16
        | Storage::Codebook2
        | Storage::Codebook3
        | Storage::Codebook4 => inputs * outputs,
    };
    let chunks = inputs.div_ceil(chunk) * outputs.div_ceil(rows_at_once);
    let terms = [
        ("layer", 1),
        ("row", outputs),
        ("product", products),
        ("chunk", chunks),
        ("odd", outputs % rows_at_once * inputs),
        ("unrolled", inputs.min(chunk)),
    ];
    terms.into_iter().map(|(term, amount)| (format!("{name}.{kind}{term}"), amount as f64)).collect()
}
