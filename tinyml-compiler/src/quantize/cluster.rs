//! Few values for many weights: the table of a layer whose weights are looked up.
//!
//! Weights are integers by now, at most 255 different ones, so that the best clusters can be found, not only good ones:
//! of sorted values each cluster is an interval, and dynamic programming over the intervals is exact. The order of the
//! weights plays no part, and nothing is random.
//!
//! Source: Wang and Song, "Ckmeans.1d.dp: Optimal k-means Clustering in One Dimension by Dynamic Programming" (2011). Theirs
//! are means; here a center is the nearest integer to one, which is the best integer there is.

use std::collections::BTreeMap;

/// Gives each weight one of at most `size` values, such that the squares of what that changes add up to the least.
///
/// `live` says of each column whether it counts. Weights that take few enough values already stay as they are. Where zeros
/// are at least as many as one weight in `size`, zero is one of the values, and no weight that was zero is anything else.
pub(super) fn cluster(weights: &mut [i16], live: &[bool], size: usize) {
    let counts = counts(weights, live);
    if counts.len() > size {
        let centers = centers(&counts, size);
        weights.iter_mut().for_each(|weight| *weight = nearest(&centers, *weight));
    } else {
        let values: Vec<i16> = counts.iter().map(|(value, _)| *value).collect();
        weights.iter_mut().for_each(|weight| *weight = nearest(&values, *weight));
    }
}

/// The different weights in ascending order, and how often each of them is there.
fn counts(weights: &[i16], live: &[bool]) -> Vec<(i16, i64)> {
    let mut counts = BTreeMap::new();
    for row in weights.chunks(live.len().max(1)) {
        for (weight, _) in row.iter().zip(live).filter(|(_, live)| **live) {
            *counts.entry(*weight).or_insert(0_i64) += 1;
        }
    }
    counts.into_iter().collect()
}

/// The nearest of the values, of two that are equally near the one nearer to zero; zero where there are none.
fn nearest(values: &[i16], weight: i16) -> i16 {
    let distance = |value: &&i16| (weight.abs_diff(**value), value.unsigned_abs());
    values.iter().min_by_key(distance).copied().unwrap_or(0)
}

/// The centers of the best `size` intervals.
fn centers(counts: &[(i16, i64)], size: usize) -> Vec<i16> {
    let costs = Costs::new(counts, size);
    let n = counts.len();
    // The least cost of the values below `end` in so many clusters, and where the last of these begins.
    let mut best: Vec<i64> = (0..=n).map(|end| if end == 0 { 0 } else { costs.of(0, end) }).collect();
    let mut begins = vec![vec![0; n + 1]];
    for clusters in 2..=size {
        let (mut next, mut begin) = (best.clone(), vec![0; n + 1]);
        let mut end = clusters;
        while end <= n {
            let (mut least, mut at) = (i64::MAX, 0);
            let mut start = clusters - 1;
            while start < end {
                let cost = best[start] + costs.of(start, end);
                if cost < least {
                    (least, at) = (cost, start);
                }
                start += 1;
            }
            (next[end], begin[end]) = (least, at);
            end += 1;
        }
        best = next;
        begins.push(begin);
    }
    let (mut centers, mut end) = (Vec::new(), n);
    for begin in begins.iter().rev() {
        centers.push(costs.center(begin[end], end) as i16);
        end = begin[end];
    }
    centers.reverse();
    centers
}

/// What it costs to make one value of the values from one place to another.
struct Costs {
    /// Of all values before a place: how many weights, their sum, and the sum of their squares.
    before: Vec<[i64; 3]>,
    /// Where zero is among the values, if it is to stay zero.
    zero: Option<usize>,
    /// `(n + 1) x (n + 1)` costs, for each start and end.
    costs: Vec<i64>,
}

impl Costs {
    fn new(counts: &[(i16, i64)], size: usize) -> Self {
        let mut before = vec![[0; 3]];
        let (mut total, mut zeros) = ([0; 3], None);
        for (at, &(value, count)) in counts.iter().enumerate() {
            let value = i64::from(value);
            total = [total[0] + count, total[1] + count * value, total[2] + count * value * value];
            before.push(total);
            if value == 0 {
                zeros = Some((at, count));
            }
        }
        let zero = zeros.filter(|(_, count)| count * size as i64 >= total[0]).map(|(at, _)| at);
        let mut costs = Self { before, zero, costs: Vec::new() };
        let places = counts.len() + 1;
        let mut all = vec![0; places * places];
        let mut start = 0;
        while start < places {
            let mut end = start + 1;
            while end < places {
                all[start * places + end] = costs.compute(start, end);
                end += 1;
            }
            start += 1;
        }
        costs.costs = all;
        costs
    }

    fn of(&self, start: usize, end: usize) -> i64 {
        self.costs[start * self.before.len() + end]
    }

    fn compute(&self, start: usize, end: usize) -> i64 {
        let (center, [count, sum, squares]) = (self.center(start, end), self.between(start, end));
        squares - 2 * center * sum + center * center * count
    }

    fn between(&self, start: usize, end: usize) -> [i64; 3] {
        let (from, to) = (self.before[start], self.before[end]);
        [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
    }

    /// The nearest integer to the mean, or zero where zero has to stay.
    fn center(&self, start: usize, end: usize) -> i64 {
        if self.zero.is_some_and(|zero| start <= zero && zero < end) {
            return 0;
        }
        let [count, sum, _] = self.between(start, end);
        (2 * sum + count).div_euclid(2 * count.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::cluster;

    fn clustered(weights: &[i16], size: usize) -> Vec<i16> {
        let mut weights = weights.to_vec();
        cluster(&mut weights, &[true], size);
        weights
    }

    fn cost(from: &[i16], to: &[i16]) -> i64 {
        from.iter().zip(to).map(|(a, b)| (i64::from(*a) - i64::from(*b)).pow(2)).sum()
    }

    /// The least cost over all ways to cut the sorted values into intervals, each with its best integer center.
    fn least_cost(values: &[i16], size: usize) -> i64 {
        let Some(first) = values.first() else { return 0 };
        let cost_of = |part: &[i16]| {
            let centers = *first..=*part.last().expect("a value");
            centers.map(|center| cost(part, &vec![center; part.len()])).min().expect("a center")
        };
        if size == 1 {
            return cost_of(values);
        }
        (1..=values.len())
            .map(|end| cost_of(&values[..end]) + least_cost(&values[end..], size - 1))
            .min()
            .expect("a cut")
    }

    #[test]
    fn no_other_clusters_cost_less() {
        let mut state = 1_u32;
        for round in 0..300 {
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ((state >> 24) as i16 - 128).max(-127)
            };
            let mut weights: Vec<i16> = (0..4 + round % 8).map(|_| next() / (1 + (round % 3) * 20)).collect();
            weights.retain(|weight| *weight != 0);
            weights.sort_unstable();
            for size in 1..=4 {
                let found = clustered(&weights, size);
                assert_eq!(
                    cost(&weights, &found),
                    least_cost(&weights, size),
                    "{weights:?} in {size}: {found:?}"
                );
                let mut values = found;
                values.dedup();
                assert!(values.len() <= size);
            }
        }
    }

    #[test]
    fn few_values_stay() {
        let weights: Vec<i16> = (0..999).map(|at| [-127, -3, 0, 1, 2, 3, 99, 127][at % 8]).collect();
        assert_eq!(clustered(&weights, 8), weights);
        assert_eq!(clustered(&weights, 16), weights);
    }

    #[test]
    fn many_zeros_stay_zero() {
        let weights: Vec<i16> =
            (0..400).map(|at| if at % 4 == 0 { 0 } else { 1 + (at % 120) as i16 }).collect();
        let found = clustered(&weights, 4);
        assert!(weights.iter().zip(&found).all(|(weight, found)| *weight != 0 || *found == 0));
        assert!(!clustered(&[0, 10, 11, 12, 13, 14, 60, 61, 62], 2).contains(&0));
    }

    #[test]
    fn columns_that_do_not_count_take_what_there_is() {
        let mut weights = vec![5, 100, 5, 101, 7, 102];
        cluster(&mut weights, &[true, false], 2);
        assert_eq!(weights, [5, 7, 5, 7, 7, 7]);
        let mut all_dead = vec![5, 6, 7];
        cluster(&mut all_dead, &[false], 2);
        assert_eq!(all_dead.iter().collect::<std::collections::BTreeSet<_>>().len(), 1);
    }
}
