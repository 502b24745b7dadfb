//! A function of one integer as segments of straight lines: what is left of a network that has one input.
//!
//! Two ways to find the segment of an input give the same bits, and the compiler takes the cheaper one: a [`Tree`] of
//! comparisons, whose constants lie in the code, or [`Buckets`] of inputs with a table. Nothing here knows of declared ranges or
//! of real numbers: the segments cover every value of the input's type.
//!
//! **Format**: the value of a segment is `(slope * input + offset) >> shift`; the compiler chooses the greatest shift that leaves
//! room for the outputs. **Rounding**: floor; what makes it the nearest value is part of the offset. **Overflow**: product and sum
//! are taken modulo 2^32, and the compiler has run every input: what is shifted fits 32 bits. **Panics**: never. **Source**: a
//! network of one input and rectifiers is piecewise linear (Montúfar, Pascanu, Cho and Bengio, 2014).

mod buckets;
mod tree;

pub use buckets::{Buckets, Grid, buckets};
pub use tree::{Tree, tree};

/// A straight line, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Segment {
    /// The least input that belongs to a later segment; of the last one, `i32::MAX`.
    pub end: i32,
    /// Rise for each raw step of the input, modulo 2^32.
    pub slope: i32,
    /// Value where the input is zero, modulo 2^32.
    pub offset: i32,
}

impl Segment {
    /// A segment from its three integers.
    pub const fn new(end: i32, slope: i32, offset: i32) -> Self {
        Self { end, slope, offset }
    }

    /// The value of the line.
    #[inline(always)]
    const fn at(&self, raw: i32, shift: u32) -> i32 {
        self.slope.wrapping_mul(raw).wrapping_add(self.offset).wrapping_shr(shift)
    }
}
