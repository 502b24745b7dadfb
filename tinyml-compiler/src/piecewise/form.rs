//! How the segment of an input is found: whatever costs least by counts that were measured, both targets together.
//!
//! Instructions of the worst input, an empty call subtracted, and bytes of code and constants; a `u16` to an `i16`, up to 3,301
//! inputs declared, rustc 1.96 at opt-level 3. The third way is a binary search over the whole table, which never wins: buckets
//! end in one over the few segments that they leave. Of trees the constants are chosen at random; those of an unlucky network,
//! which LLVM would rather compute from one another, take up to three more.
//!
//! | segments | tree | buckets | search | tree | buckets | search |
//! |---|---|---|---|---|---|---|
//! | | Armv6-M | | | Armv7E-M | | |
//! | 4 | 11, 108 B | 17, 148 B | 19, 100 B | 12, 116 B | 17, 156 B | 19, 104 B |
//! | 6 | 15, 160 B | 17, 172 B | 23, 144 B | 14, 176 B | 17, 180 B | 24, 140 B |
//! | 8 | 19, 216 B | 17, 196 B | 23, 168 B | 14, 240 B | 17, 204 B | 23, 160 B |
//! | 12 | 21, 328 B | 17, 244 B | 27, 232 B | 18, 368 B | 17, 252 B | 28, 220 B |
//! | 16 | 21, 432 B | 17, 292 B | 27, 280 B | 19, 512 B | 17, 300 B | 27, 264 B |
//! | 32 | 29, 880 B | 17, 536 B | 32, 488 B | 21, 1056 B | 17, 544 B | 31, 466 B |
//! | 60 | 37, 1716 B | 17, 872 B | 40, 848 B | 25, 2000 B | 17, 880 B | 35, 814 B |

use tinyml_core::piecewise::{Grid, Segment};

use crate::network::IntType;

/// Segments that a table may have: an index is a byte.
pub(super) const MOST: usize = 250;

/// Buckets that a table may have.
const BUCKETS: i64 = 1024;

/// How many bytes of flash an instruction of one target is worth.
const BYTES_PER_INSTRUCTION: usize = 32;

/// How the segment of an input is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// By a balanced tree of comparisons.
    Tree,
    /// By the bucket that the input falls into.
    Buckets {
        /// For each bucket, the first of the segments that serve it.
        first: Vec<u8>,
        /// How many segments serve a bucket at most.
        window: usize,
        /// Where buckets begin, and how wide they are.
        grid: Grid,
    },
}

/// Instructions of the worst input, and bytes: what a form costs on one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Instructions.
    pub instructions: usize,
    /// Code and constants.
    pub bytes: usize,
}

impl Form {
    /// What the form costs with a number of segments, on Armv6-M and on Armv7E-M, for inputs of a type with so many values.
    pub fn costs(&self, segments: usize, inputs: usize) -> [Cost; 2] {
        match self {
            Self::Tree => tree_costs(segments),
            Self::Buckets { first, window, grid } => {
                let table = Table { segments, buckets: first.len(), window: *window, grid: *grid };
                table.costs(inputs)
            }
        }
    }

    /// What is to be as small as can be.
    fn price(&self, segments: usize, inputs: usize) -> usize {
        let price = |cost: &Cost| BYTES_PER_INSTRUCTION * cost.instructions + cost.bytes;
        self.costs(segments, inputs).iter().map(price).sum()
    }
}

/// Two constants for each line, and one for each comparison; Armv6-M's short branches do not reach every leaf of seven.
fn tree_costs(segments: usize) -> [Cost; 2] {
    let far = match segments {
        0..=1 => 0,
        2..=6 => 1,
        _ => 5,
    };
    let compared = 3 * levels(segments);
    [(5 + compared + far, 29), (6 + compared, 34)]
        .map(|(instructions, each)| Cost { instructions, bytes: each * segments })
}

/// What the costs of a table depend on.
struct Table {
    segments: usize,
    buckets: usize,
    window: usize,
    grid: Grid,
}

impl Table {
    fn costs(&self, inputs: usize) -> [Cost; 2] {
        let levels = levels(self.window);
        // The number of the bucket has to be bounded, unless every input has one.
        let bound = if self.buckets << self.grid.width >= inputs { 0 } else { 3 };
        let instructions = 9 + bound + 4 * levels + levels.min(1);
        let bytes = self.buckets + size_of::<Segment>() * self.segments + 8 * levels.saturating_sub(1);
        let origin = if self.grid.origin == 0 { [0, 0] } else { [3, 1] };
        let [first, second] = self.far();
        [
            Cost { instructions: instructions + origin[0] + first, bytes: bytes + 48 },
            Cost { instructions: instructions + origin[1] + second, bytes: bytes + 56 },
        ]
    }

    /// What is added where an index counts segments, since a byte cannot count words so far, and where they lie far from it.
    fn far(&self) -> [usize; 2] {
        let words = self.buckets / 4 + 3 * self.segments.saturating_sub(self.window);
        match (words <= 255, self.buckets <= 255) {
            (true, _) => [0, 0],
            (false, true) => [2, 0],
            (false, false) => [8, 2],
        }
    }
}

/// Comparisons that halve a number of segments until one is left.
fn levels(segments: usize) -> usize {
    segments.max(1).next_power_of_two().trailing_zeros() as usize
}

/// The cheapest form for segments that cover all values of a type, and the segments as it needs them.
pub(super) fn choose(segments: Vec<Segment>, ty: IntType) -> (Vec<Segment>, Form) {
    let inputs = (ty.max() - ty.min() + 1) as usize;
    let price = |(segments, form): &(Vec<Segment>, Form)| form.price(segments.len(), inputs);
    let tables = (0..16).rev().flat_map(|width| tables(&segments, ty.min() as i32, width));
    let best = tables.min_by_key(price);
    let tree = (segments, Form::Tree);
    best.filter(|table| price(table) < price(&tree)).unwrap_or(tree)
}

/// Tables with buckets of `2^width` inputs: from the least value of the type on, and from the first bend on.
fn tables(segments: &[Segment], least: i32, width: u32) -> Vec<(Vec<Segment>, Form)> {
    let [first, .., before, last] = segments else {
        return Vec::new();
    };
    let all = Grid::new(least, width);
    let whole = index(segments, all, before.end);
    let whole = whole.map(|(first, window)| (segments.to_vec(), buckets(first, window, all)));
    let near = Grid::new(first.end >> width << width, width);
    let inner = index(segments, near, before.end).filter(|_| near.origin > least);
    let inner = inner.map(|(mut index, window)| {
        // Inputs before the origin fall into the last bucket as well: segments of its own tell the two sides apart.
        let window = window.max(2);
        let high = Segment { end: i32::MAX, ..*last };
        index.push(segments.len() as u8);
        let mut segments = segments.to_vec();
        segments.push(Segment { end: before.end, ..*first });
        segments.extend(std::iter::repeat_n(high, window - 1));
        (segments, buckets(index, window, near))
    });
    whole.into_iter().chain(inner).collect()
}

/// The form, with as many buckets as fill words; those that are added are copies of the last.
fn buckets(mut first: Vec<u8>, window: usize, grid: Grid) -> Form {
    let last = first.last().copied().unwrap_or_default();
    first.resize(first.len().next_multiple_of(4), last);
    Form::Buckets { first, window, grid }
}

/// For each bucket up to the last bend the segment that serves its first input, and how many serve a bucket at most.
///
/// The last bucket has all inputs that follow. Nothing if there were too many.
fn index(segments: &[Segment], grid: Grid, end: i32) -> Option<(Vec<u8>, usize)> {
    let bend = i64::from(end) - 1 - i64::from(grid.origin);
    let count = (bend >> grid.width) + 1;
    if !(1..=BUCKETS).contains(&count) {
        return None;
    }
    let (mut first, mut window) = (Vec::with_capacity(count as usize), 1);
    let (mut from, mut to) = (0, 0);
    for bucket in 0..count {
        let start = i64::from(grid.origin) + (bucket << grid.width);
        let last = if bucket + 1 == count { i64::from(i32::MAX) } else { start + (1 << grid.width) - 1 };
        while i64::from(segments[from].end) <= start {
            from += 1;
        }
        while to + 1 < segments.len() && i64::from(segments[to].end) <= last {
            to += 1;
        }
        first.push(u8::try_from(from).ok()?);
        window = window.max(to - from + 1);
    }
    Some((first, window))
}
