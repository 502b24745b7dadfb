//! Numbers that go in or out as bytes, to hash or to compare.

use crate::hash::Fnv;

/// A type that a model takes or gives.
pub trait Output {
    /// Hands out the little-endian bytes, element by element.
    fn bytes(&self, take: &mut impl FnMut(&[u8]));

    /// Feeds them to a hash.
    fn feed(&self, hash: &mut Fnv) {
        self.bytes(&mut |bytes| hash.feed(bytes));
    }
}

macro_rules! integers {
    ($($integer:ty),+) => {$(
        impl Output for $integer {
            fn bytes(&self, take: &mut impl FnMut(&[u8])) {
                take(&self.to_le_bytes());
            }
        }
    )+};
}
integers!(u8, i8, u16, i16, i32);

impl<T: Output, const N: usize> Output for [T; N] {
    fn bytes(&self, take: &mut impl FnMut(&[u8])) {
        for element in self {
            element.bytes(take);
        }
    }
}
