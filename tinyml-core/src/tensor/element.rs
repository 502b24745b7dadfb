//! What a tensor in memory is made of.
//!
//! Kernels compute in `i32`; an element only says how many bytes it takes and how they are read and written. It is
//! sealed, since the `unsafe` of [`crate::tensor::View`] relies on each of them being plain bytes without padding.

/// An integer that a tensor in memory holds: `i8`, `i16` or `i32`. (An `f32` at an edge travels as the `i32` of its bits.)
pub trait Element: sealed::Sealed + Copy {
    /// Bytes of one element, which is its alignment too.
    const BYTES: usize;
}

impl Element for i8 {
    const BYTES: usize = 1;
}

impl Element for i16 {
    const BYTES: usize = 2;
}

impl Element for i32 {
    const BYTES: usize = 4;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for i8 {}
    impl Sealed for i16 {}
    impl Sealed for i32 {}
}
