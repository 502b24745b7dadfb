//! What the channels of convolutions and dense layers have in common: bias, multiplier, rounding, and how they are printed.

use proc_macro2::{Literal, TokenStream};
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

    /// Their value.
    pub fn tokens(&self, core: &TokenStream) -> TokenStream {
        let stored = [&self.bias, &self.bias_high, &self.multipliers, &self.fine];
        let [bias, high, multipliers, fine] = stored.map(|values| words(values, core));
        let shifts = signed(&self.shifts, core);
        let (zero_point, rounding) = (Literal::i32_unsuffixed(self.zero_point), self.rounding(core));
        let [min, max] = [self.range.min, self.range.max].map(Literal::i32_unsuffixed);
        quote!(#core::tensor::Channels {
            bias: #bias,
            bias_high: #high,
            multipliers: #multipliers,
            shifts: #shifts,
            fine: #fine,
            zero_point: #zero_point,
            range: #core::tensor::Range { min: #min, max: #max },
            rounding: #rounding,
        })
    }
}

/// Bytes with a sign, as a byte string.
pub fn signed(values: &[i8], core: &TokenStream) -> TokenStream {
    let bytes: Vec<u8> = values.iter().map(|&value| value as u8).collect();
    let bytes = Literal::byte_string(&bytes);
    quote!(#core::tensor::signed(#bytes))
}

/// Words, as a byte string.
pub fn words(values: &[i32], core: &TokenStream) -> TokenStream {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    let (bytes, count) = (Literal::byte_string(&bytes), Literal::usize_unsuffixed(values.len()));
    quote!(&#core::tensor::words::<#count>(#bytes))
}

/// Runs a kernel of the core for its activations and form: `self.kernel(channels)` makes it.
macro_rules! run_rounded {
    ($self:ident, $io:ident) => {{
        use crate::graph::kernels::channels::{Activations, Form};
        use tinyml_core::tensor::{Double, Once, Wide};
        match ($self.activations, $self.channels.form) {
            (Activations::I8, Form::Double) => {
                $self.kernel($self.channels.core(Double)).run($io.input::<i8>(0), $io.output::<i8>(0))
            }
            (Activations::I8, Form::Wide) => {
                $self.kernel($self.channels.core(Wide)).run($io.input::<i8>(0), $io.output::<i8>(0))
            }
            (Activations::I8, Form::Once) => {
                $self.kernel($self.channels.core(Once)).run($io.input::<i8>(0), $io.output::<i8>(0))
            }
            (Activations::I16, Form::Double) => {
                $self.kernel($self.channels.core(Double)).run($io.input::<i16>(0), $io.output::<i16>(0))
            }
            (Activations::I16, Form::Wide) => {
                $self.kernel($self.channels.core(Wide)).run($io.input::<i16>(0), $io.output::<i16>(0))
            }
            (Activations::I16, Form::Once) => {
                $self.kernel($self.channels.core(Once)).run($io.input::<i16>(0), $io.output::<i16>(0))
            }
        }
    }};
}
pub(super) use run_rounded;
