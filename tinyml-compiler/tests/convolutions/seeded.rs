//! Random numbers from a seed (SplitMix64; Steele, Lea and Flood, 2014).

pub(crate) struct Seeded {
    state: u64,
}

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn word(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// From `low` on, up to and with `high`.
    pub(crate) fn within(&mut self, low: i64, high: i64) -> i64 {
        low + ((self.word() >> 16) % (high - low + 1) as u64) as i64
    }

    pub(crate) fn size(&mut self, low: usize, high: usize) -> usize {
        self.within(low as i64, high as i64) as usize
    }

    pub(crate) fn real(&mut self, low: f64, high: f64) -> f32 {
        (low + (high - low) * (self.word() >> 40) as f64 / (1_u64 << 24) as f64) as f32
    }

    pub(crate) fn one_in(&mut self, many: usize) -> bool {
        self.size(1, many) == 1
    }

    pub(crate) fn values(&mut self, count: usize, low: i64, high: i64) -> Vec<i64> {
        (0..count).map(|_| self.within(low, high)).collect()
    }
}
