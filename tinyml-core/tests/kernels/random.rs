//! A seeded generator, so that every run tests the same cases. Not for anything that needs good randomness.

/// SplitMix64 by Steele, Lea and Flood.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A value of `min..=max`.
    pub(crate) fn within(&mut self, min: i32, max: i32) -> i32 {
        let span = (i64::from(max) - i64::from(min) + 1).unsigned_abs();
        let value = i64::from(min).wrapping_add_unsigned(self.next() % span);
        i32::try_from(value).unwrap_or(max)
    }

    /// Values of `min..=max`; every fourth, or so, is one of the ends.
    pub(crate) fn values(&mut self, count: usize, min: i32, max: i32) -> Vec<i32> {
        (0..count).map(|_| self.value(min, max)).collect()
    }

    fn value(&mut self, min: i32, max: i32) -> i32 {
        match self.next() % 8 {
            0 => min,
            1 => max,
            _ => self.within(min, max),
        }
    }
}
