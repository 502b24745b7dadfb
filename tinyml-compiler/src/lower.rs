//! From a simplified network to the form in which it runs.

use crate::diagnostic::Report;
use crate::network::Network;
use crate::options::{Lowering, Options};
use crate::program::Program;
use crate::quantize::quantize;
use crate::simplify::Simplified;

/// Lowers a network as the options ask for.
///
/// # Errors
///
/// The network has no such form: what stands in the way, and what to do.
pub fn lower(network: &Network, simplified: &Simplified, options: &Options) -> Result<Program, Report> {
    match options.lowering {
        Lowering::Layers | Lowering::Piecewise | Lowering::Auto => layers(network, simplified, options),
    }
}

/// Quantises, and proves every sum.
fn layers(network: &Network, simplified: &Simplified, options: &Options) -> Result<Program, Report> {
    quantize(network, simplified, options).map(Program::Layers)
}
