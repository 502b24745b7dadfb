//! The names that an expansion uses, flat and short, so that `cargo expand` shows something that can be read.
//!
//! For the attribute, not for people: what is here may change in any release. Nothing here computes; everything is
//! the core under another name.

use tinyml_core::{Dense, layout::native};

pub use core::mem::{size_of, size_of_val as size};
pub use core::ops::FnMut;
pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};
pub use tinyml_core::argmax::class;
pub use tinyml_core::input::{self, Domain};
pub use tinyml_core::layout::native::{codebook2_len, codebook3_len, codebook4_len, sparse_counts};
pub use tinyml_core::layout::native::{i4_len, i8_len, i8_wide_len, i16_len};
pub use tinyml_core::piecewise::{Buckets, Grid, Segment, Tree};
pub use tinyml_core::tensor;
pub use tinyml_core::{Buffer, Classifier, Lookup, Model, OutOfRange, Requantize, Row, Scale, Softmax};

use tinyml_core::Epilogue;

/// A type of layer and the function that makes one, for each storage format of the weights.
macro_rules! layers {
    ($($doc:literal $format:ident $make:ident $from:ident)*) => {
        $(
            #[doc = $doc]
            pub type $format<const IN: usize, const OUT: usize, const N: usize> =
                Dense<IN, OUT, native::$format<N>>;

            /// Such a layer, from bytes in the order of the model file.
            pub const fn $make<const IN: usize, const OUT: usize, const N: usize>(
                weights: &[u8],
                bias: [i32; OUT],
            ) -> $format<IN, OUT, N> {
                Dense::new(native::$format::$from(weights, IN, OUT), bias)
            }
        )*
    };
}

layers! {
    "Weights of 4 bits." I4 i4 from_i4
    "Weights of 8 bits." I8 i8 from_i8
    "Weights of 8 bits, in 16 bits where the target gains by it." I8Wide i8_wide from_i8
    "Weights of 16 bits." I16 i16 from_i16
}

/// The same for weights that are looked up in a table.
macro_rules! codebooks {
    ($($doc:literal $format:ident $make:ident $size:literal)*) => {
        $(
            #[doc = $doc]
            pub type $format<const IN: usize, const OUT: usize, const N: usize> =
                Dense<IN, OUT, native::$format<N>>;

            /// Such a layer, from its table and from indices in the order of the model file.
            pub const fn $make<const IN: usize, const OUT: usize, const N: usize>(
                table: &[u8; $size],
                indices: &[u8],
                bias: [i32; OUT],
            ) -> $format<IN, OUT, N> {
                Dense::new(native::$format::from_indices(table, indices, IN, OUT), bias)
            }
        )*
    };
}

codebooks! {
    "Weights of 4 values." Codebook2 codebook2 4
    "Weights of 8 values." Codebook3 codebook3 8
    "Weights of 16 values." Codebook4 codebook4 16
}

/// Weights of 8 bits without their zeros: `C` counts of them and `N` others.
pub type Sparse<const IN: usize, const OUT: usize, const C: usize, const N: usize> =
    Dense<IN, OUT, native::Sparse<C, N>>;

/// Such a layer, from bytes in the order of the model file, zeros included.
pub const fn sparse<const IN: usize, const OUT: usize, const C: usize, const N: usize>(
    weights: &[u8],
    bias: [i32; OUT],
) -> Sparse<IN, OUT, C, N> {
    Dense::new(native::Sparse::from_i8(weights, IN, OUT), bias)
}

/// A shift behind the sums.
#[inline(always)]
pub const fn linear(shift: u32) -> Epilogue {
    Epilogue::Linear { shift }
}

/// A shift behind the sums, and nothing below zero.
#[inline(always)]
pub const fn relu(shift: u32) -> Epilogue {
    Epilogue::Relu { shift }
}

/// A shift behind the sums, and a slope (Q0.15) below zero.
#[inline(always)]
pub const fn leaky_relu(shift: u32, slope: i16) -> Epilogue {
    Epilogue::LeakyRelu { shift, slope }
}

/// A raw input as the first layer takes it: within `min..=max`, less `center`.
#[inline(always)]
pub const fn enter(raw: i32, min: i32, max: i32, center: i32) -> i32 {
    Domain::new(min, max, center).enter(raw)
}

/// Refuses a raw input outside of `min..=max`, in its name.
///
/// # Errors
///
/// [`OutOfRange`] with the value and the bounds.
#[inline(always)]
pub const fn check(input: &'static str, raw: i32, min: i32, max: i32) -> Result<(), OutOfRange> {
    Domain::new(min, max, 0).check(input, raw)
}
