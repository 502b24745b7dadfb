//! What the channels of convolutions and dense layers have in common: bias, multiplier, rounding, and how they are printed.

use proc_macro2::TokenStream;
use quote::quote;
use tinyml_core::tensor::{self, Multiplier, Range};

/// What the activations of a kernel are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Activations {
    /// 8 bits.
    I8,
    /// 16 bits.
    I16,
}

impl Activations {
    /// Bytes of one.
    pub fn bytes(self) -> usize {
        match self {
            Self::I8 => 1,
            Self::I16 => 2,
        }
    }

    /// What one can be.
    pub fn range(self) -> Range {
        match self {
            Self::I8 => Range { min: -128, max: 127 },
            Self::I16 => Range { min: -32_768, max: 32_767 },
        }
    }
}

/// How sums are kept and rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// [`tensor::Double`]
    Double,
    /// [`tensor::Wide`]
    Wide,
    /// [`tensor::Once`]
    Once,
}

/// The channels of an output, as the kernels of the core hold them.
#[derive(Debug, Clone, PartialEq)]
pub struct Channels {
    bias: Vec<i32>,
    bias_high: Vec<i32>,
    multipliers: Vec<i32>,
    shifts: Vec<i8>,
    fine: Vec<i32>,
    zero_point: i32,
    range: Range,
    /// How sums are kept and rounded.
    pub form: Form,
}

impl Channels {
    /// Channels with a bias each and a multiplier each, or one for all; biases that no form can hold are cut, as sums are.
    pub fn new(bias: &[i64], multipliers: &[Multiplier], zero_point: i32, range: Range, form: Form) -> Self {
        let is_high = form == Form::Wide && bias.iter().any(|&bias| i32::try_from(bias).is_err());
        let high = if is_high { bias.iter().map(|&bias| (bias >> 32) as i32).collect() } else { Vec::new() };
        let same = multipliers.iter().all(|one| Some(one) == multipliers.first());
        let stored = if same { &multipliers[..multipliers.len().min(1)] } else { multipliers };
        Self {
            bias: bias.iter().map(|&bias| bias as i32).collect(),
            bias_high: high,
            multipliers: stored.iter().map(|one| one.multiplier).collect(),
            shifts: stored.iter().map(|one| one.left as i8 - one.right as i8).collect(),
            fine: Vec::new(),
            zero_point,
            range,
            form,
        }
    }

    /// The same with factors of 53 bits, one or as many as biases, each with what its multiplier does not hold.
    #[must_use]
    pub fn with_fine(self, factors: &[(Multiplier, i32)]) -> Self {
        let same = factors.iter().all(|one| Some(one) == factors.first());
        let stored = if same { &factors[..factors.len().min(1)] } else { factors };
        Self {
            multipliers: stored.iter().map(|(one, _)| one.multiplier).collect(),
            shifts: stored.iter().map(|(one, _)| one.left as i8 - one.right as i8).collect(),
            fine: stored.iter().map(|&(_, fine)| fine).collect(),
            form: Form::Once,
            ..self
        }
    }

    /// Number of channels.
    pub fn len(&self) -> usize {
        self.bias.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bias.is_empty()
    }

    /// As the core takes them.
    pub fn core<R: tensor::Rounding>(&self, rounding: R) -> tensor::Channels<'_, R> {
        tensor::Channels {
            bias: &self.bias,
            bias_high: &self.bias_high,
            multipliers: &self.multipliers,
            shifts: &self.shifts,
            fine: &self.fine,
            zero_point: self.zero_point,
            range: self.range,
            rounding,
        }
    }

    /// Bytes in flash.
    pub fn bytes(&self) -> usize {
        let words = self.bias.len() + self.bias_high.len() + self.multipliers.len() + self.fine.len();
        words * size_of::<i32>() + self.shifts.len()
    }

    /// The type that says how they are rounded.
    pub fn rounding(&self, core: &TokenStream) -> TokenStream {
        match self.form {
            Form::Double => quote!(#core::tensor::Double),
            Form::Wide => quote!(#core::tensor::Wide),
            Form::Once => quote!(#core::tensor::Once),
        }
    }
}

/// An expression with the channels in their form, which is a type.
macro_rules! rounded {
    ($self:ident, $channels:ident => $then:expr) => {{
        use crate::graph::kernels::channels::Form;
        use tinyml_core::tensor::{Double, Once, Wide};
        match $self.channels.form {
            Form::Double => {
                let $channels = $self.channels.core(Double);
                $then
            }
            Form::Wide => {
                let $channels = $self.channels.core(Wide);
                $then
            }
            Form::Once => {
                let $channels = $self.channels.core(Once);
                $then
            }
        }
    }};
}
pub(super) use rounded;

/// Runs a kernel of the core for its activations and form: `self.kernel(channels)` makes it.
macro_rules! run_rounded {
    ($self:ident, $io:ident) => {
        rounded!($self, channels => match $self.activations {
            Activations::I8 => $self.kernel(channels).run($io.input::<i8>(0), $io.output::<i8>(0)),
            Activations::I16 => $self.kernel(channels).run($io.input::<i16>(0), $io.output::<i16>(0)),
        })
    };
}
pub(super) use run_rounded;
