//! From a simplified network to the forms in which it can run.

use crate::cost::{Target, estimate};
use crate::diagnostic::Report;
use crate::network::Network;
use crate::options::{Lowering, Options};
use crate::piecewise::{Piecewise, is_suited};
use crate::plan::plan;
use crate::program::Program;
use crate::promises::complete;
use crate::quant_network::QuantNetwork;
use crate::quantize::auto::cheapest;
use crate::quantize::quantize;
use crate::simplify::Simplified;

/// Lowers a network as the options ask for; where they leave the form open, to all that it has, the cheapest first.
///
/// # Errors
///
/// The network has no such form: what stands in the way, and what to do.
pub fn lower(network: &Network, simplified: &Simplified, options: &Options) -> Result<Vec<Program>, Report> {
    match options.lowering {
        Lowering::Layers => only_layers(network, simplified, options),
        Lowering::Piecewise => piecewise(network, options).map(|program| vec![program]),
        Lowering::Auto if is_suited(network) => either(network, simplified, options),
        Lowering::Auto => only_layers(network, simplified, options),
    }
}

/// The layers of a network as integers, with every sum proved; the form that the options ask for is not looked at.
///
/// # Errors
///
/// Those of the quantiser, or `quant = "auto"` without `max_error`.
pub fn layers(network: &Network, simplified: &Simplified, options: &Options) -> Result<QuantNetwork, Report> {
    complete(options)?;
    match options.auto {
        true => cheapest(network, simplified, options),
        false => quantize(network, simplified, options),
    }
}

fn only_layers(
    network: &Network,
    simplified: &Simplified,
    options: &Options,
) -> Result<Vec<Program>, Report> {
    layers(network, simplified, options).map(|network| vec![Program::Layers(network)])
}

/// Fits segments to what the float network gives.
fn piecewise(network: &Network, options: &Options) -> Result<Program, Report> {
    Piecewise::build(network, options).map(Program::Piecewise)
}

/// Both forms, or the one that there is.
fn either(network: &Network, simplified: &Simplified, options: &Options) -> Result<Vec<Program>, Report> {
    match (layers(network, simplified, options), piecewise(network, options)) {
        (Ok(layers), Ok(piecewise)) => {
            let mut programs = vec![Program::Layers(layers), piecewise];
            programs.sort_by(|a, b| price(a).partial_cmp(&price(b)).unwrap_or(std::cmp::Ordering::Equal));
            Ok(programs)
        }
        (Ok(layers), Err(_)) => Ok(vec![Program::Layers(layers)]),
        (Err(_), Ok(piecewise)) => Ok(vec![piecewise]),
        (Err(report), Err(_)) => Err(report),
    }
}

/// Instructions, then bytes of flash, of all targets together.
fn price(program: &Program) -> (f64, f64) {
    let program = program.trimmed();
    let plan = plan(&program);
    let add = |sum: (f64, f64), target: &(&str, Target)| {
        let estimate = estimate(&program, &plan, target.1);
        (sum.0 + estimate.instructions, sum.1 + estimate.flash)
    };
    Target::ALL.iter().fold((0.0, 0.0), add)
}
