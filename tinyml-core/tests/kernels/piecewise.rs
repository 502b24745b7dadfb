//! Segments against a search from the first on, at every input of small types and at the edges of tables that make no sense.

use tinyml_core::piecewise::{Buckets, Grid, Segment, Tree, buckets, tree};

use crate::random::Random;

/// The first segment whose end is greater, or else the last, in 64 bits.
fn definition(segments: &[Segment], raw: i32, shift: u32) -> i32 {
    let found = segments.iter().find(|segment| raw < segment.end).or(segments.last());
    let Some(Segment { slope, offset, .. }) = found else { return 0 };
    let sum = i64::from(*slope) * i64::from(raw) + i64::from(*offset);
    (sum as i32) >> shift
}

/// Segments with rising ends within `least..=greatest`, the last without one.
fn segments<const N: usize>(random: &mut Random, least: i32, greatest: i32) -> [Segment; N] {
    let mut ends: Vec<i32> = (0..N).map(|_| random.within(least, greatest)).collect();
    ends.sort_unstable();
    let lines = random.values(2 * N, i32::MIN, i32::MAX);
    let mut segment = |at: usize| {
        let end = if at + 1 == N { i32::MAX } else { ends[at] };
        Segment::new(end, lines[2 * at], lines[2 * at + 1])
    };
    std::array::from_fn(&mut segment)
}

/// For each bucket the segment of its first input, and the greatest number of segments of one bucket.
fn index<const B: usize>(segments: &[Segment], grid: Grid, greatest: i32) -> ([u8; B], usize) {
    let of = |raw: i32| segments.iter().filter(|segment| segment.end <= raw).count();
    let start = |bucket: usize| grid.origin + ((bucket as i32) << grid.width);
    let mut window = 1;
    let first = std::array::from_fn(|bucket| {
        let last = if bucket + 1 == B { greatest } else { start(bucket + 1) - 1 };
        window = window.max(of(last) - of(start(bucket)) + 1);
        of(start(bucket)) as u8
    });
    (first, window)
}

fn trees<const N: usize>(random: &mut Random) {
    let segments = segments::<N>(random, -140, 140);
    let typed = Tree::new(segments);
    for raw in -200..=200 {
        let expected = definition(&segments, raw, 9);
        assert_eq!(tree(&segments, raw, 9), expected, "{N} segments, {raw}");
        assert_eq!(typed.at(raw, 9), expected, "{N} segments, {raw}");
    }
}

#[test]
fn trees_of_every_depth() {
    let mut random = Random::new(31);
    for _ in 0..20 {
        trees::<1>(&mut random);
        trees::<2>(&mut random);
        trees::<3>(&mut random);
        trees::<7>(&mut random);
        trees::<16>(&mut random);
        trees::<61>(&mut random);
        trees::<130>(&mut random);
    }
    assert_eq!(tree(&[], 5, 3), 0);
}

/// `W` is what the segments may at most need; a greater window than a bucket needs changes nothing.
fn tables<const N: usize, const B: usize, const W: usize>(random: &mut Random, grid: Grid) {
    let greatest = grid.origin + ((B as i32) << grid.width) + 50;
    let segments = segments::<N>(random, grid.origin, greatest);
    let (first, window) = index::<B>(&segments, grid, greatest);
    assert!(window <= W, "{window} segments in a bucket");
    let typed = Buckets::<N, B, W>::new(&first, segments);
    for raw in grid.origin..=greatest {
        let expected = definition(&segments, raw, 4);
        assert_eq!(buckets(&first, &segments, W, grid, raw, 4), expected, "{N} in {B}, {raw}");
        assert_eq!(typed.at(grid, raw, 4), expected, "{N} in {B}, {raw}");
    }
}

#[test]
fn tables_by_words_and_by_segments() {
    let mut random = Random::new(32);
    for _ in 0..20 {
        tables::<3, 4, 3>(&mut random, Grid::new(0, 6));
        tables::<16, 52, 9>(&mut random, Grid::new(-1000, 5));
        // The last index that still counts words, and the first that cannot.
        tables::<91, 64, 12>(&mut random, Grid::new(-32_768, 4));
        tables::<92, 64, 12>(&mut random, Grid::new(-32_768, 4));
        tables::<200, 8, 100>(&mut random, Grid::new(0, 9));
    }
}

/// No index, however wrong, leads out of the table.
#[test]
fn indices_of_no_segment_count_as_the_last() {
    let mut random = Random::new(33);
    let segments = segments::<5>(&mut random, 0, 60);
    let typed = Buckets::<5, 4, 2>::new(&[0, 255, 4, 200], segments);
    let grid = Grid::new(0, 4);
    for raw in [i32::MIN, -1, 0, 15, 16, 31, 40, 63, 64, i32::MAX] {
        let found = typed.at(grid, raw, 2);
        assert!(segments.iter().any(|segment| definition(&[*segment], raw, 2) == found), "{raw}");
        assert_eq!(buckets(&[0, 255, 4, 200], &segments, 2, grid, raw, 2), found, "{raw}");
    }
    for (first, count, window) in [(&[][..], 5, 2), (&[0, 0, 0, 0], 0, 1), (&[0], 5, 6), (&[0], 5, 0)] {
        assert_eq!(buckets(first, &segments[..count], window, grid, 7, 2), 0);
    }
}

/// rustc runs it too.
#[test]
fn constants() {
    const SEGMENTS: [Segment; 3] =
        [Segment::new(10, 0, 40), Segment::new(20, 16, -120), Segment::new(i32::MAX, 0, 200)];
    const TREE: Tree<3> = Tree::new(SEGMENTS);
    const TABLE: Buckets<3, 4, 2> = Buckets::new(&[0, 0, 1, 2], SEGMENTS);
    const VALUES: [i32; 4] =
        [TREE.at(9, 2), TREE.at(15, 2), TABLE.at(Grid::new(0, 3), 15, 2), TABLE.at(Grid::new(0, 3), 25, 2)];
    assert_eq!(VALUES, [10, 30, 30, 50]);
}
