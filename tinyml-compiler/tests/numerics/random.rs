//! A seeded generator of numbers, so that a failing case can be told by its seed.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x6e75_6d65_7269_6373)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `min..=max`.
    pub fn integer(&mut self, min: i64, max: i64) -> i64 {
        min + (self.next() % (max - min + 1).unsigned_abs()).cast_signed()
    }

    pub fn size(&mut self, min: usize, max: usize) -> usize {
        self.integer(min as i64, max as i64) as usize
    }

    /// Uniform in `low..high`.
    pub fn real(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A power of ten with an exponent in `low..high`.
    pub fn magnitude(&mut self, low: f64, high: f64) -> f64 {
        libm::pow(10.0, self.real(low, high))
    }

    /// About normal, with variance 1.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.real(-0.5, 0.5)).sum()
    }

    pub fn chance(&mut self, percent: i64) -> bool {
        self.integer(0, 99) < percent
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.size(0, from.len() - 1)].clone()
    }
}
