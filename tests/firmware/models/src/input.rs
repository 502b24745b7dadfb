//! The inputs that a model is run on: every value of a scalar type, a fixed pseudo-random selection of arrays.

/// How many different arrays are run: enough to meet every branch, few enough for an emulator.
const ARRAYS: u32 = 4096;

/// A type that a model takes.
pub trait Input: Copy + 'static {
    /// How many inputs there are to run.
    const COUNT: u32;

    /// The input number `index`, which is below `COUNT`.
    fn nth(index: u32) -> Self;

    /// The first number of the input as an integer: what a program that only reads its input would read.
    fn first(&self) -> i16;
}

/// An integer that can be cut from 32 random bits.
pub trait Element: Copy {
    /// The highest bits of `bits`, which are the best ones of a linear congruential generator.
    fn cut(bits: u32) -> Self;
}

macro_rules! integers {
    ($($integer:ty: $count:expr),+) => {$(
        impl Input for $integer {
            const COUNT: u32 = $count;

            fn nth(index: u32) -> Self {
                index as Self
            }

            fn first(&self) -> i16 {
                *self as i16
            }
        }

        impl Element for $integer {
            fn cut(bits: u32) -> Self {
                (bits >> (32 - Self::BITS)) as Self
            }
        }
    )+};
}
integers!(u8: 1 << 8, i8: 1 << 8, u16: 1 << 16, i16: 1 << 16);

impl<T: Element + Input, const N: usize> Input for [T; N] {
    const COUNT: u32 = ARRAYS;

    fn nth(index: u32) -> Self {
        let mut state = index.wrapping_mul(0x9e37_79b9) ^ 12345;
        [(); N].map(|()| {
            // Numerical Recipes' generator of 32 bits.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            T::cut(state)
        })
    }

    fn first(&self) -> i16 {
        <[T]>::first(self).map_or(0, Input::first)
    }
}
