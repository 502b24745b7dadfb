//! Numbers that look random and are the same everywhere: splitmix64, by Steele, Lea and Flood (OOPSLA 2014).

pub(crate) struct Random(u64);

impl Random {
    /// A sequence of its own for each name and number.
    pub(crate) fn of(name: &str, number: u64) -> Self {
        let seed = name.bytes().fold(number, |seed, byte| Self(seed ^ u64::from(byte)).next());
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, which is not zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("a small number")
    }

    /// One of some.
    pub(crate) fn choose<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}
