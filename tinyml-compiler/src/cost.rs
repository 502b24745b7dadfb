//! What a program will cost on a target: instructions, flash and stack, estimated without a tool chain.
//!
//! | file | what it knows |
//! |---|---|
//! | `target.rs` | the instruction sets |
//! | `data.rs` | bytes of constants, which are counted |
//! | `terms.rs` | what the instructions and the code of layers are a sum of |
//! | `coefficients.rs` | what each term costs, fitted |
//! | `stack.rs` | bytes of stack, a bound |
//! | `piecewise.rs` | programs of segments |
//!
//! The terms are those of the kernels (layers, rows, products, passes over a row); what each of them costs was fitted to what
//! generated firmware took on an emulator, by `cargo run --release -p tinyml-measure --example fit_cost`. An estimate is no
//! measurement, and whoever prints one says so.

mod coefficients;
mod data;
mod piecewise;
mod stack;
mod target;
mod terms;

pub use data::weight_bytes;
pub use target::Target;
pub use terms::terms;

use crate::plan::Plan;
use crate::program::Program;
use crate::quant_network::QuantNetwork;

/// What a program is estimated to cost at opt-level 3, the call included: from its shape alone.
///
/// A program in layers executes the same instructions for every input; of segments the worst input is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Instructions of one inference. For the models of the bench within 10 % of what an emulator counts; for others it has been a quarter off.
    pub instructions: f64,
    /// Bytes of code and constants that the model adds to a firmware.
    pub flash: f64,
    /// Bytes of stack of one inference: activations, saved registers and spills. Rather too much than too little.
    pub stack: f64,
}

/// A share of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The layer; `None` for what belongs to none: the call, and the inputs.
    pub layer: Option<String>,
    /// Instructions of one inference.
    pub instructions: f64,
    /// Bytes of code and constants.
    pub flash: f64,
}

/// Estimates a program.
pub fn estimate(program: &Program, plan: &Plan, target: Target) -> Estimate {
    let parts = breakdown(program, plan, target);
    Estimate {
        instructions: parts.iter().map(|part| part.instructions).sum(),
        flash: parts.iter().map(|part| part.flash).sum(),
        stack: match program {
            Program::Layers(network) => stack::layers(network),
            Program::Piecewise(_) => piecewise::STACK,
        },
    }
}

/// What each layer contributes to an estimate, in order, behind what belongs to none.
pub fn breakdown(program: &Program, plan: &Plan, target: Target) -> Vec<Part> {
    match program {
        Program::Layers(network) => layers(network, plan, target),
        Program::Piecewise(piecewise) => vec![piecewise::part(piecewise, target)],
    }
}

fn layers(network: &QuantNetwork, plan: &Plan, target: Target) -> Vec<Part> {
    let names = network.layers.iter().map(|layer| Some(layer.name.clone()));
    let bytes =
        network.layers.iter().zip(&plan.wide).map(|(layer, wide)| data::layer_bytes(layer, *wide, target));
    let (names, bytes) = ([None].into_iter().chain(names), [0].into_iter().chain(bytes));
    let terms = terms(network, plan, target);
    terms
        .iter()
        .zip(names.zip(bytes))
        .map(|(terms, (name, bytes))| part(name, terms, bytes, target))
        .collect()
}

fn part(layer: Option<String>, terms: &[(String, f64)], bytes: usize, target: Target) -> Part {
    let mut part = Part { layer, instructions: 0.0, flash: bytes as f64 };
    for (term, amount) in terms {
        let (instructions, flash) = coefficients::find(target, term);
        part.instructions += amount * instructions;
        part.flash += amount * flash;
    }
    part
}

/// Bytes of constants: weights in the target's layout, biases, and what the operators need.
pub fn data_bytes(program: &Program, plan: &Plan, target: Target) -> usize {
    match program {
        Program::Layers(network) => data::network_bytes(network, plan, target),
        Program::Piecewise(piecewise) => piecewise::data_bytes(piecewise),
    }
}
