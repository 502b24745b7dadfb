//! The edges of a model: from the integer that a sensor gives to the first layer, and from the last layer to the
//! integer that the firmware gets.
//!
//! An input enters as `(raw - center) << shift`, so that every 16-bit type fits the `i16` of an activation; the compiler has put
//! `center` into the bias and the shift into the weights. Outside of the declared range it is clamped.
#![allow(clippy::as_conversions, reason = "types are widened, and narrowed where a clamp has gone before")]

use crate::branchless::{near_max, near_min};
use crate::model::OutOfRange;

/// What the model file declares of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Least raw value.
    pub min: i32,
    /// Greatest raw value.
    pub max: i32,
    /// What is subtracted before the first layer.
    pub center: i32,
    /// Shift to the left behind it: what brings inputs of narrow and of wide ranges to weights of one size. Shifted,
    /// `min - center` and `max - center` fit an `i16`.
    pub shift: u32,
}

impl Domain {
    /// A domain from its three integers.
    pub const fn new(min: i32, max: i32, center: i32) -> Self {
        Self { min, max, center, shift: 0 }
    }

    /// The same with a shift of 0..=15.
    pub const fn shifted(self, shift: u32) -> Self {
        Self { shift, ..self }
    }

    /// Whether a raw value is one for which the model was made.
    #[inline(always)]
    pub const fn contains(&self, raw: i32) -> bool {
        raw >= self.min && raw <= self.max
    }

    /// Refuses a raw value outside of the domain, in the name of an input.
    ///
    /// # Errors
    ///
    /// [`OutOfRange`] with the value and the bounds.
    #[inline(always)]
    pub const fn check(&self, input: &'static str, raw: i32) -> Result<(), OutOfRange> {
        if self.contains(raw) {
            Ok(())
        } else {
            Err(OutOfRange { input, value: raw, min: self.min, max: self.max })
        }
    }

    /// The raw activation of an input, whose value fits an integer type of 16 bits. The same instructions for every one.
    #[inline(always)]
    pub const fn enter(&self, raw: i32) -> i32 {
        near_min(near_max(raw, self.min), self.max).wrapping_sub(self.center).wrapping_shl(self.shift)
    }
}

/// Entry of whole arrays, and exit to a type, for each integer type.
macro_rules! edges {
    ($($name:ident $plural:ident $check:ident),+) => {
        $(
            /// Widens, for the domain's functions.
            #[inline(always)]
            pub const fn $name(raw: $name) -> i32 {
                raw as i32
            }

            /// Lets an array enter at `values`, as far as both reach, and gives what is left of `values`.
            #[inline(always)]
            pub const fn $plural<'a>(raw: &[$name], domain: Domain, values: &'a mut [i32]) -> &'a mut [i32] {
                let (mut raw, mut values) = (raw, values);
                while let ([first, raw_rest @ ..], [value, ..]) = (raw, &mut *values) {
                    *value = domain.enter(*first as i32);
                    (raw, values) = (raw_rest, crate::layout::tail(values));
                }
                values
            }

            /// Refuses an array with a value outside of the domain.
            ///
            /// # Errors
            ///
            /// [`OutOfRange`] for the first such value.
            #[inline(always)]
            pub const fn $check(raw: &[$name], domain: Domain, input: &'static str) -> Result<(), OutOfRange> {
                let mut raw = raw;
                while let [first, rest @ ..] = raw {
                    if let Err(error) = domain.check(input, *first as i32) {
                        return Err(error);
                    }
                    raw = rest;
                }
                Ok(())
            }
        )+
    };
}

edges!(u8 u8s check_u8s, i8 i8s check_i8s, u16 u16s check_u16s, i16 i16s check_i16s);

/// Narrowing of outputs, which the last operator has clamped to the type.
pub mod output {
    macro_rules! exits {
        ($($name:ident),+) => {
            $(
                /// The value as this type; exact, since it has been clamped.
                #[inline(always)]
                pub const fn $name(value: i32) -> $name {
                    value as $name
                }
            )+
        };
    }
    exits!(u8, i8, u16, i16, i32);
}
