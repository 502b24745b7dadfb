//! The outputs of a model as bytes to hash.

use crate::hash::Fnv;

/// A type that a model gives.
pub trait Output {
    /// Feeds the little-endian bytes, element by element.
    fn feed(&self, hash: &mut Fnv);
}

macro_rules! integers {
    ($($integer:ty),+) => {$(
        impl Output for $integer {
            fn feed(&self, hash: &mut Fnv) {
                hash.feed(&self.to_le_bytes());
            }
        }
    )+};
}
integers!(u8, i8, u16, i16, i32);

impl<T: Output, const N: usize> Output for [T; N] {
    fn feed(&self, hash: &mut Fnv) {
        for element in self {
            element.feed(hash);
        }
    }
}
