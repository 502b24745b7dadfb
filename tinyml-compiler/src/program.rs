//! What runs on the chip: one of the forms that a network can be lowered to.
//!
//! Every later stage takes any of them; which one is built is decided in `lower.rs`.

use crate::piecewise::Piecewise;
use crate::quant_network::QuantNetwork;
use crate::trim::trim;

/// A network in the form in which it runs.
#[derive(Debug, Clone)]
pub enum Program {
    /// Layer after layer, in integers.
    Layers(QuantNetwork),
    /// A function of one input, by segments.
    Piecewise(Piecewise),
}

impl Program {
    /// The raw outputs for raw inputs, by the kernels of tinyml-core.
    pub fn run(&self, raw: &[i32]) -> Vec<i32> {
        match self {
            Self::Layers(network) => network.run(raw),
            Self::Piecewise(piecewise) => piecewise.run(raw),
        }
    }

    /// The same outputs without what the integers make superfluous.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        match self {
            Self::Layers(network) => Self::Layers(trim(network).network),
            Self::Piecewise(piecewise) => Self::Piecewise(piecewise.clone()),
        }
    }

    /// The integer network, where it runs layer after layer.
    pub fn layers(&self) -> Option<&QuantNetwork> {
        match self {
            Self::Layers(network) => Some(network),
            Self::Piecewise(_) => None,
        }
    }
}
