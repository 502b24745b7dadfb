//! The fewest straight lines of integers that pass through a sequence of intervals.
//!
//! Knows nothing of networks: the intervals may come from any function.

use super::goal::Goal;
use super::hull::Hull;

/// A line of integers and the part of the sequence that it serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Index of the first input that it serves.
    pub first: usize,
    /// Index behind the last one.
    pub end: usize,
    /// Rise for each raw step of the input, in units of `2^-shift`.
    pub slope: i64,
    /// Value where the input is zero, likewise.
    pub offset: i64,
}

/// Serves every input of a goal with as few lines as can be: `(slope * input + offset) >> shift` lies within its interval.
///
/// A line may end anywhere, so the longest line from the first input on, then the longest from the next one on, and so forth
/// are as few as can be: whatever other lines there are, none gets ahead of these. A line of integers through a set of intervals
/// with integer ends exists if and only if one with an integer slope does, and the slopes of all lines through them form an
/// interval, whose ends are tangents.
///
/// **Source**: O'Rourke, "An on-line algorithm for fitting straight lines between data ranges" (1981).
pub fn fit(goal: &Goal, shift: u32) -> Vec<Line> {
    let scaled = Scaled { goal, shift };
    let mut lines = Vec::new();
    let mut slopes = Slopes::default();
    let mut first = 0;
    let mut at = 0;
    while at < goal.inputs.len() {
        let (x, low, high) = scaled.at(at);
        if at > first && !slopes.narrow(x, low, high) {
            lines.push(scaled.line(first, at, &slopes));
            first = at;
        }
        if at == first {
            slopes.start();
        }
        slopes.include(x, low, high);
        at += 1;
    }
    if first < at {
        lines.push(scaled.line(first, at, &slopes));
    }
    lines
}

/// A goal in units of `2^-shift`.
struct Scaled<'a> {
    goal: &'a Goal,
    shift: u32,
}

impl Scaled<'_> {
    /// An input, and the least and the greatest value that a line may have there.
    fn at(&self, index: usize) -> (i64, i64, i64) {
        let Goal { inputs, low, high } = self.goal;
        let low = low[index] << self.shift;
        (i64::from(inputs[index]), low, ((high[index] + 1) << self.shift) - 1)
    }

    /// The line in the middle of those that serve a part of the sequence; a level one where that part is a single input.
    fn line(&self, first: usize, end: usize, slopes: &Slopes) -> Line {
        let slope = slopes.middle();
        let (mut least, mut greatest) = (i64::MIN, i64::MAX);
        let mut at = first;
        while at < end {
            let (x, low, high) = self.at(at);
            let (low, high) = (low - slope * x, high - slope * x);
            if low > least {
                least = low;
            }
            if high < greatest {
                greatest = high;
            }
            at += 1;
        }
        Line { first, end, slope, offset: least + (greatest - least) / 2 }
    }
}

/// The integer slopes of all lines that pass through the intervals so far.
#[derive(Default)]
struct Slopes {
    /// Lower ends of the intervals.
    floors: Hull,
    /// Upper ends, mirrored.
    ceilings: Hull,
    bounds: Option<(i64, i64)>,
}

impl Slopes {
    /// Forgets everything.
    fn start(&mut self) {
        self.floors.clear();
        self.ceilings.clear();
        self.bounds = None;
    }

    /// Bounds the slopes by one more interval, unless none is left then.
    fn narrow(&mut self, x: i64, low: i64, high: i64) -> bool {
        let (Some(most), Some(least)) = (self.floors.tangent((x, high)), self.ceilings.tangent((x, -low)))
        else {
            return true;
        };
        let (most, least) = (most.0.div_euclid(most.1), -least.0.div_euclid(least.1));
        let bounds = self.bounds.map_or((least, most), |(low, high)| (low.max(least), high.min(most)));
        if bounds.0 > bounds.1 {
            return false;
        }
        self.bounds = Some(bounds);
        true
    }

    /// Remembers an interval that the slopes have been bounded by.
    fn include(&mut self, x: i64, low: i64, high: i64) {
        self.floors.push((x, low));
        self.ceilings.push((x, -high));
    }

    /// One of them.
    fn middle(&self) -> i64 {
        self.bounds.map_or(0, |(least, most)| least + (most - least) / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::piecewise::goal::Goal;

    /// Small intervals of every kind from a seed.
    fn goal(seed: u64) -> Goal {
        let mut state = seed;
        let mut random = |below: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as i64 % below
        };
        let mut goal = Goal::default();
        let (mut input, start) = (random(20) as i32 - 10, random(9) - 4);
        for _ in 0..=random(14) {
            let low = start + random(7);
            goal.inputs.push(input);
            goal.low.push(low);
            goal.high.push(low + random(3));
            input += 1 + random(2) as i32;
        }
        goal
    }

    /// Whether any line of integers serves a part of a goal, by trying all that could.
    fn is_served(goal: &Goal, part: std::ops::Range<usize>, shift: u32) -> bool {
        let steepest = 12_i64 << shift;
        (-steepest..=steepest).any(|slope| {
            let offset = |at: usize, end: i64| end - slope * i64::from(goal.inputs[at]);
            let low = part.clone().map(|at| offset(at, goal.low[at] << shift)).max();
            let high = part.clone().map(|at| offset(at, ((goal.high[at] + 1) << shift) - 1)).min();
            low <= high
        })
    }

    /// The fewest lines by dynamic programming over all ways to cut the sequence.
    fn fewest(goal: &Goal, shift: u32) -> usize {
        let count = goal.inputs.len();
        let mut fewest = vec![0; count + 1];
        for end in 1..=count {
            let served = (0..end).filter(|&first| is_served(goal, first..end, shift));
            fewest[end] = served.map(|first| fewest[first] + 1).min().expect("a single input is served");
        }
        fewest[count]
    }

    #[test]
    fn lines_are_as_few_as_can_be() {
        for seed in 0..400 {
            let (goal, shift) = (goal(seed), (seed % 4) as u32);
            assert_eq!(fit(&goal, shift).len(), fewest(&goal, shift), "seed {seed}");
        }
    }

    #[test]
    fn every_input_is_served() {
        for seed in 0..2000 {
            let (goal, shift) = (goal(seed), (seed % 9) as u32);
            let mut next = 0;
            for line in fit(&goal, shift) {
                assert_eq!(line.first, next);
                next = line.end;
                for at in line.first..line.end {
                    let value = (line.slope * i64::from(goal.inputs[at]) + line.offset) >> shift;
                    assert!((goal.low[at]..=goal.high[at]).contains(&value), "seed {seed}, {line:?}");
                }
            }
            assert_eq!(next, goal.inputs.len());
        }
    }
}
