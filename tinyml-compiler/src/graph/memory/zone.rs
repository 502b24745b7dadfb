//! All offsets that a few buffers may have, given how far apart they have to start: a zone of difference bounds.
//!
//! **Source**: difference bound matrices as in the verification of timed automata (Dill, 1989). A matrix that is closed, so
//! that each bound is as tight as all others together make it, says everything about a subset of its variables too:
//! buffers that are dead are left out.

/// For each two variables, by how much the second is greater than the first at least. Variable 0 is the start of the memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Zone {
    variables: usize,
    least: Vec<i64>,
}

impl Zone {
    /// No buffer at all.
    pub(super) fn empty() -> Self {
        Self { variables: 1, least: vec![0] }
    }

    /// Entries of the matrix, which is what any operation costs.
    pub(super) fn entries(&self) -> u64 {
        self.least.len() as u64
    }

    fn at(&self, from: usize, to: usize) -> i64 {
        self.least[from * self.variables + to]
    }

    /// With one more variable, which is 0 to `most`.
    pub(super) fn with(&self, most: i64) -> Self {
        let old = self.variables;
        let mut wider = Self { variables: old + 1, least: Vec::with_capacity((old + 1) * (old + 1)) };
        for from in 0..old {
            wider.least.extend_from_slice(&self.least[from * old..(from + 1) * old]);
            wider.least.push(self.at(from, 0));
        }
        for to in 0..old {
            wider.least.push(self.at(0, to) - most);
        }
        wider.least.push(0);
        wider
    }

    /// Without a variable.
    pub(super) fn without(&self, variable: usize) -> Self {
        let mut narrower = Self { variables: self.variables - 1, least: Vec::new() };
        for from in (0..self.variables).filter(|from| *from != variable) {
            for to in (0..self.variables).filter(|to| *to != variable) {
                narrower.least.push(self.at(from, to));
            }
        }
        narrower
    }

    /// Where `above` is greater than `below` by `gap` at least; `None` if that leaves nothing.
    pub(super) fn where_apart(&self, below: usize, above: usize, gap: i64) -> Option<Self> {
        if self.at(above, below) + gap > 0 {
            return None;
        }
        let mut tighter = self.clone();
        if gap <= self.at(below, above) {
            return Some(tighter);
        }
        for from in 0..self.variables {
            let reach = self.at(from, below) + gap;
            for to in 0..self.variables {
                let entry = &mut tighter.least[from * self.variables + to];
                *entry = (*entry).max(reach + self.at(above, to));
            }
        }
        Some(tighter)
    }

    /// Whether it is a part of another one.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.least.iter().zip(&other.least).all(|(own, other)| own >= other)
    }

    /// How much freedom it leaves: the widths of all windows.
    pub(super) fn freedom(&self) -> i64 {
        (1..self.variables).map(|variable| -self.at(variable, 0) - self.at(0, variable)).sum()
    }
}
