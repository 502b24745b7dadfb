//! What the attribute asks for, apart from the path: bits, and promises.
//!
//! The macro fills this in from its arguments, the command line from its flags; neither decides anything else.

use crate::network::Network;

/// How the network becomes integers, and what it must keep.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Bits of the weights, unless a layer has its own.
    pub quant: Bits,
    /// Bits of the weights of single layers, by name.
    pub overrides: Vec<(String, Bits)>,
    /// Bits of the activations between layers.
    pub activations: ActivationBits,
    /// The greatest deviation from the float network that is allowed, in the output's unit.
    pub max_error: Option<f64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { quant: Bits::I8, overrides: Vec::new(), activations: ActivationBits::I16, max_error: None }
    }
}

impl Options {
    /// Bits of the weights of a layer.
    pub fn bits(&self, layer: &str) -> Bits {
        let own = self.overrides.iter().find(|(name, _)| name == layer);
        own.map_or(self.quant, |(_, bits)| *bits)
    }

    /// The first override that names no layer of the network.
    pub fn unknown_layer<'a>(&'a self, network: &Network) -> Option<&'a str> {
        let known = |name: &str| network.layers.iter().any(|layer| layer.name == name);
        self.overrides.iter().map(|(name, _)| name.as_str()).find(|name| !known(name))
    }
}

/// Bits of a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bits {
    /// -7..=7, two to a byte.
    I4,
    /// -127..=127
    I8,
    /// -32767..=32767
    I16,
}

impl Bits {
    /// All of them, with the names that the attribute takes.
    pub const ALL: [(&'static str, Self); 3] = [("i4", Self::I4), ("i8", Self::I8), ("i16", Self::I16)];

    /// The name that the attribute takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::I4 => "i4",
            Self::I8 => "i8",
            Self::I16 => "i16",
        }
    }

    /// The greatest weight; the least is its negative, so that a sign never costs a step.
    pub fn max(self) -> i32 {
        match self {
            Self::I4 => 7,
            Self::I8 => 127,
            Self::I16 => 32_767,
        }
    }
}

/// Bits of an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActivationBits {
    /// -127..=127: as coarse as most int8 runtimes.
    I8,
    /// -32767..=32767
    I16,
}

impl ActivationBits {
    /// All of them, with the names that the attribute takes.
    pub const ALL: [(&'static str, Self); 2] = [("i8", Self::I8), ("i16", Self::I16)];

    /// The name that the attribute takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
        }
    }

    /// The greatest raw activation.
    pub fn max(self) -> i32 {
        match self {
            Self::I8 => 127,
            Self::I16 => 32_767,
        }
    }
}
