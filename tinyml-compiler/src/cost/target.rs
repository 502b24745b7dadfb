//! The instruction sets that costs are known for.

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
