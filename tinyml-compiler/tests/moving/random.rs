//! A seeded generator of sizes, so that a failing case comes again.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `min..=max`.
    pub(crate) fn integer(&mut self, min: i64, max: i64) -> i64 {
        min + (self.next() % (max - min + 1).unsigned_abs()).cast_signed()
    }

    /// One of `min..=max`.
    pub(crate) fn size(&mut self, min: usize, max: usize) -> usize {
        self.integer(min as i64, max as i64) as usize
    }
}
