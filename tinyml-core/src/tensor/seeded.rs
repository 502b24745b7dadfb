//! Random numbers for the tests of kernels: seeded, so that a failure comes back. Not for anything else.
#![allow(clippy::as_conversions, clippy::arithmetic_side_effects, reason = "tests")]

/// A generator of 64-bit words (SplitMix64; Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
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

    /// A number from 0 on, below the bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.word() >> 8) as usize % bound
    }
}
