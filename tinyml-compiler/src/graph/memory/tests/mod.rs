//! Plans against brute force, against the checker, and against what is known of single cases.

mod checked;
mod exact;
mod graphs;
mod joins;
mod overlaps;

/// Numbers that are the same in every run (Marsaglia's xorshift).
struct Random(u32);

impl Random {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % limit
    }
}
