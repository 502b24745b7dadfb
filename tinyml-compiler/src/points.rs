//! Which inputs a network is tried with: all of them where they can be counted, a seeded sample elsewhere.
//!
//! Knows the declared ranges and nothing else of a model.

use crate::network::Network;

/// Up to this many inputs are all tried.
pub const EXHAUSTIVE: u64 = 1 << 20;

/// But not if that took more multiplications than this, overhead included: some tenths of a second in an unoptimised macro.
pub const EXHAUSTIVE_MACS: u64 = 21_500_000;

/// What an input takes beside its multiplications, as many of them.
const OVERHEAD_MACS: u64 = 40;

/// Multiplications that so many inputs take, overhead included.
pub fn work(inputs: u64, macs: u64) -> u64 {
    inputs.saturating_mul(macs.saturating_add(OVERHEAD_MACS))
}

/// The most multiplications of a network that is run over so many inputs.
pub fn macs_max(inputs: u64) -> u64 {
    (EXHAUSTIVE_MACS / inputs.max(1)).saturating_sub(OVERHEAD_MACS)
}

/// A set of inputs, each with one raw value for each input of the first layer.
#[derive(Debug, Clone)]
pub struct Points {
    ranges: Vec<(i32, i32)>,
    count: u64,
    exhaustive: bool,
}

impl Points {
    /// Every input of the declared ranges if they are at most 2^20 and their run is short enough, else about `sample`.
    pub fn of(network: &Network, sample: u64) -> Self {
        let all = Self::all_of(network, EXHAUSTIVE);
        let macs: u64 = network.layers.iter().map(|layer| layer.weights.len() as u64).sum();
        all.filter(|all| work(all.count, macs) <= EXHAUSTIVE_MACS)
            .unwrap_or_else(|| Self::sampled(network, sample))
    }

    /// Every input of the declared ranges, if they are not more than this.
    pub fn all_of(network: &Network, most: u64) -> Option<Self> {
        let ranges = ranges(network);
        let sizes = ranges.iter().map(|&(min, max)| i64::from(max) - i64::from(min) + 1);
        let count = sizes.fold(1_u64, |all, size| all.saturating_mul(size.unsigned_abs()));
        (count <= most).then_some(Self { ranges, count, exhaustive: true })
    }

    /// Every input of these ranges; there are few.
    pub(crate) fn within(ranges: Vec<(i32, i32)>) -> Self {
        Self { ranges, count: 0, exhaustive: true }
    }

    /// A sample of so many inputs; two at least, the corners.
    pub fn sampled(network: &Network, count: u64) -> Self {
        Self { ranges: ranges(network), count: count.max(2), exhaustive: false }
    }

    /// About `count` inputs, evenly spaced over a single range or sampled, with both ends of every range.
    pub fn sparse(network: &Network, count: u64) -> Vec<Vec<i32>> {
        let ranges = ranges(network);
        let mut points = Vec::new();
        if let [(min, max)] = ranges[..] {
            let last = count.max(2) - 1;
            let span = (i64::from(max) - i64::from(min)).unsigned_abs();
            let steps = last.min(span);
            for step in 0..=steps {
                points.push(vec![min.wrapping_add((span * step / steps.max(1)) as i32)]);
            }
        } else {
            Self { ranges, count, exhaustive: false }.for_each(|point| points.push(point.to_vec()));
        }
        points
    }

    /// Whether the set holds every input of the declared ranges.
    pub fn exhaustive(&self) -> bool {
        self.exhaustive
    }

    /// How many inputs there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Calls `f` with each input in turn.
    pub fn for_each(&self, f: impl FnMut(&[i32])) {
        if self.exhaustive {
            self.each(f);
        } else {
            self.sample(f);
        }
    }

    /// Counts through the ranges, the last input fastest.
    fn each(&self, mut f: impl FnMut(&[i32])) {
        let mut point: Vec<i32> = self.ranges.iter().map(|range| range.0).collect();
        loop {
            f(&point);
            let mut at = point.len();
            loop {
                if at == 0 {
                    return;
                }
                at -= 1;
                if point[at] < self.ranges[at].1 {
                    point[at] += 1;
                    break;
                }
                point[at] = self.ranges[at].0;
            }
        }
    }

    /// The corners with all values least or greatest, then uniform samples of a fixed seed.
    fn sample(&self, mut f: impl FnMut(&[i32])) {
        f(&self.ranges.iter().map(|range| range.0).collect::<Vec<_>>());
        f(&self.ranges.iter().map(|range| range.1).collect::<Vec<_>>());
        let mut random = SplitMix(0x7469_6e79_6d6c);
        let mut point = vec![0; self.ranges.len()];
        for _ in 2..self.count {
            for (value, &(min, max)) in point.iter_mut().zip(&self.ranges) {
                *value = random.within((min, max));
            }
            f(&point);
        }
    }
}

/// The declared range of every value that enters the first layer.
pub fn ranges(network: &Network) -> Vec<(i32, i32)> {
    let range = |input: &crate::network::Input| vec![(input.min as i32, input.max as i32); input.width()];
    network.inputs.iter().flat_map(range).collect()
}

/// SplitMix64 (Steele, Lea and Flood, 2014): a seed is all its state, so a sample is the same everywhere.
pub(crate) struct SplitMix(pub(crate) u64);

impl SplitMix {
    /// A value of a range.
    pub(crate) fn within(&mut self, (min, max): (i32, i32)) -> i32 {
        let size = (i64::from(max) - i64::from(min)).unsigned_abs() + 1;
        min.wrapping_add((self.next() % size) as i32)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    fn points(ranges: &[(i32, i32)], exhaustive: bool, count: u64) -> Vec<Vec<i32>> {
        let mut all = Vec::new();
        Points { ranges: ranges.to_vec(), count, exhaustive }.for_each(|point| all.push(point.to_vec()));
        all
    }

    #[test]
    fn counting_meets_every_input_once() {
        let all = points(&[(-1, 1), (5, 6)], true, 6);
        assert_eq!(all, [[-1, 5], [-1, 6], [0, 5], [0, 6], [1, 5], [1, 6]]);
        assert_eq!(points(&[(i32::MAX - 1, i32::MAX)], true, 2), [[i32::MAX - 1], [i32::MAX]]);
    }

    #[test]
    fn samples_stay_within_their_ranges_and_hold_the_corners() {
        let ranges = [(i32::MIN, i32::MAX), (-3, 4), (40_000, 65_535)];
        let all = points(&ranges, false, 500);
        assert_eq!(all.len(), 500);
        assert_eq!(all[..2], [vec![i32::MIN, -3, 40_000], vec![i32::MAX, 4, 65_535]]);
        let within = |point: &Vec<i32>| {
            point.iter().zip(&ranges).all(|(value, (min, max))| value >= min && value <= max)
        };
        assert!(all.iter().all(within));
        assert_eq!(all, points(&ranges, false, 500));
    }
}
