//! What a model will take on the chip, as far as the model alone decides it.
//!
//! Flash is left to the expansion, where the target's layout of the weights is known: it adds up the sizes of the constants
//! themselves.

use crate::program::Program;
use crate::quant_network::QuantNetwork;

/// Bytes of an activation on the stack, at most: see `tinyml_core::Activations`.
const ACTIVATION_BYTES: usize = 4;

/// Layers of up to this many weights are widened where the target has dual multiplications.
const WIDE_MAX: usize = 96;

/// Resources of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Multiplications of one inference.
    pub macs: usize,
    /// Activations that are alive at the same time, in bytes, at most.
    pub stack_bytes: usize,
    /// For each layer, whether its weights are widened where the target gains by it.
    pub wide: Vec<bool>,
}

/// Plans a program.
pub fn plan(program: &Program) -> Plan {
    match program {
        Program::Layers(network) => layers(network),
        Program::Piecewise(piecewise) => {
            Plan { macs: piecewise.curves.len(), stack_bytes: 0, wide: Vec::new() }
        }
    }
}

fn layers(network: &QuantNetwork) -> Plan {
    let widths = network.layers.iter().map(|layer| layer.inputs + layer.outputs);
    Plan {
        macs: network.layers.iter().map(|layer| layer.weights.len()).sum(),
        stack_bytes: ACTIVATION_BYTES * widths.max().unwrap_or(0),
        wide: network.layers.iter().map(|layer| layer.weights.len() <= WIDE_MAX).collect(),
    }
}
