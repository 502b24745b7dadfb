//! Fully connected layers: the typed layer over the slice kernels of [`crate::layout`].
//!
//! A hidden layer whose activation is positively homogeneous (`f(c·x) = c·f(x)` for `c > 0`) needs no multiplier:
//! the compiler has absorbed each row's scale into the next layer, and one shift for all rows is left
//! ([`Dense::hidden`]). Everything else takes the bare sums ([`Dense::sums`]) and rescales them by an operator of its
//! own: [`crate::Requantize`], [`crate::Lookup`].

use crate::activations::{Activations, Buffer};
use crate::branchless::{positive, shifted_positive};
use crate::layout;

/// What follows the sum in a hidden layer: a shift to the right and an activation that commutes with scaling.
///
/// **Format**: acc in, raw activation out. **Rounding**: floor by the shift, and the compiler has added half a step
/// to the bias, so that the whole is round half up; the slope's product is rounded half up. **Overflow**: the
/// compiler proves that the result fits an `i16`, and of a leaky row that `acc >> shift` stays within ±2^16, so that
/// nothing saturates and the layouts agree. **Panics**: never. **Source**: Nagel et
/// al., "Data-Free Quantization Through Weight Equalization and Bias Correction" (2019), section 4.1, for the
/// homogeneity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epilogue {
    /// `acc >> shift`
    Linear {
        /// 0..=31
        shift: u32,
    },
    /// `max(acc >> shift, 0)`
    Relu {
        /// 0..=31
        shift: u32,
    },
    /// `v = acc >> shift`, and `v * slope / 2^15` where `v` is negative
    LeakyRelu {
        /// 0..=31
        shift: u32,
        /// Q0.15
        slope: i16,
    },
}

impl Epilogue {
    /// The raw activation of a sum.
    #[inline(always)]
    pub const fn apply(self, acc: i32) -> i32 {
        match self {
            Self::Linear { shift } => acc.wrapping_shr(shift),
            Self::Relu { shift } => shifted_positive(acc, shift),
            Self::LeakyRelu { shift, slope } => {
                let value = acc.wrapping_shr(shift);
                let negative = value.wrapping_sub(positive(value));
                let leaked = negative.wrapping_mul(widen(slope)).wrapping_add(1 << 14).wrapping_shr(15);
                positive(value).wrapping_add(leaked)
            }
        }
    }

    /// The same for a value that fits an `i16`, as the compiler proves that it does: the clamp never acts, but makes
    /// shift and `max` one instruction (USAT) where the core has it.
    #[inline(always)]
    pub(crate) const fn apply_within_i16(self, acc: i32) -> i32 {
        match self {
            Self::Relu { shift } => saturate(acc.wrapping_shr(shift)),
            Self::Linear { .. } | Self::LeakyRelu { .. } => self.apply(acc),
        }
    }
}

/// `value` within 15 bits, in the form in which LLVM knows USAT.
#[inline(always)]
const fn saturate(value: i32) -> i32 {
    if value < 0 {
        0
    } else if value > 0x7fff {
        0x7fff
    } else {
        value
    }
}

#[inline(always)]
#[allow(clippy::as_conversions, reason = "`From` is not const")]
const fn widen(value: i16) -> i32 {
    value as i32
}

/// Weights and biases of a layer with `IN` inputs and `OUT` outputs; `W` is a storage format of [`layout::native`].
///
/// The order of its fields changes no value; on either kind of core it is the one with the cheaper addresses.
#[derive(Clone, Copy)]
#[cfg_attr(tinyml_pairs, repr(C))]
pub struct Dense<const IN: usize, const OUT: usize, W> {
    bias: [i32; OUT],
    weights: W,
}

impl<const IN: usize, const OUT: usize, W: Copy> Dense<IN, OUT, W> {
    /// A layer from packed weights and one bias for each row, in units of the acc.
    pub const fn new(weights: W, bias: [i32; OUT]) -> Self {
        Self { bias, weights }
    }
}

/// A layer whose constants LLVM does not see, where nothing is shifted away before the comparison with zero: it would compare
/// the input instead of the sum, which is a branch on Armv6-M.
#[inline(always)]
const fn hidden_from_llvm<T>(layer: &T, epilogue: Epilogue) -> &T {
    let compares = matches!(epilogue, Epilogue::Relu { shift: 0 } | Epilogue::LeakyRelu { shift: 0, .. });
    if compares && cfg!(not(tinyml_pairs)) { layout::opaque(layer) } else { layer }
}

/// The two entries of a layer, for a storage format: its parameters behind `IN` and `OUT`, its type, where its kernels are,
/// and how they take the weights.
macro_rules! typed {
    ([$($parameter:ident),+] $format:ident, $module:path, $packed:ident => $weights:expr) => {
        impl<const IN: usize, const OUT: usize, $(const $parameter: usize),+>
            Dense<IN, OUT, layout::native::$format<$($parameter),+>>
        {
            /// Runs a hidden layer into `out`. See [`Epilogue`] for format, rounding and overflow; it never panics.
            #[inline(always)]
            #[allow(unsafe_code, reason = "the words have just been written")]
            pub const fn hidden<'a>(
                &self,
                x: &Activations<IN>,
                epilogue: Epilogue,
                out: &'a mut Buffer<OUT>,
            ) -> &'a Activations<OUT> {
                use $module as kernel;
                let Self { bias, weights: $packed } = layout::native::base(hidden_from_llvm(self, epilogue), IN);
                kernel::hidden(x.words(), $weights, bias, epilogue, out.words());
                // SAFETY: the kernel writes every word of the slice that it gets.
                unsafe { out.written() }
            }

            /// The sums of the layer, one acc for each row, exact under the compiler's proof; it never panics.
            #[inline(always)]
            pub const fn sums(&self, x: &Activations<IN>) -> [i32; OUT] {
                use $module as kernel;
                let Self { bias, weights: $packed } = layout::native::base(self, IN);
                let mut acc = *bias;
                kernel::sums(x.words(), $weights, &mut acc);
                acc
            }
        }
    };
}

typed!([N] I8, layout::native::bytes, packed => &packed.0);
typed!([N] I16, layout::native::halves, packed => &packed.0);
typed!([N] I4, layout::native::nibbles, packed => &packed.0);
typed!([N] Codebook2, layout::native::codebook::two_bits, packed => packed.codes());
typed!([N] Codebook3, layout::native::codebook::three_bits, packed => packed.codes());
typed!([N] Codebook4, layout::native::codebook::four_bits, packed => packed.codes());
typed!([C, N] Sparse, layout::native::sparse, packed => packed.entries());
