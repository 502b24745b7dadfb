//! What the values of a column are like, found as they pass: whether they differ, and what rounding does to them.

/// Running figures of one column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spread {
    count: f64,
    first: (f64, f64),
    differs: bool,
    raw_differs: bool,
    mean: f64,
    squares: f64,
    lost: f64,
}

impl Spread {
    /// Takes a value in raw steps, and the raw integer that it becomes.
    pub(super) fn add(&mut self, steps: f64, raw: f64) {
        if self.count == 0.0 {
            self.first = (steps, raw);
        }
        self.differs |= steps != self.first.0;
        self.raw_differs |= raw != self.first.1;
        self.count += 1.0;
        // Welford's way to a mean and a variance in one pass.
        let off = steps - self.mean;
        self.mean += off / self.count;
        self.squares += off * (steps - self.mean);
        self.lost += (steps - raw) * (steps - raw);
    }

    /// Whether all values are the same.
    pub(super) fn is_constant(&self) -> bool {
        !self.differs
    }

    /// Whether all raw values are the same.
    pub(super) fn is_raw_constant(&self) -> bool {
        !self.raw_differs
    }

    /// The root mean square of what rounding takes away, as a part of the standard deviation.
    pub(super) fn rounding(&self) -> f64 {
        if self.squares > 0.0 { (self.lost / self.squares).sqrt() } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn volts_taken_for_millivolts_are_coarse() {
        let rounding = |factor: f64| {
            let mut spread = Spread::default();
            for volts in [0.492, 0.93, 1.229, 1.573, 1.881] {
                spread.add(volts * factor, (volts * factor).round());
            }
            spread.rounding()
        };
        assert!(rounding(1.0) > 0.5);
        assert!(rounding(1000.0) < 1e-9);
    }
}
