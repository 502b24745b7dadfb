//! Segments found by the bucket that an input falls into, and one comparison or a few: the time hardly depends on how many there
//! are.
//!
//! An index and a segment are read without a check, which would cost as much as the line itself: the private fields of [`Buckets`]
//! keep what makes that sound.
#![allow(clippy::as_conversions, reason = "bytes and inputs are widened, and `From` is not const")]

use super::Segment;

/// Buckets of `2^width` inputs each, from `origin` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The first input of the first bucket.
    pub origin: i32,
    /// Logarithm of how many inputs a bucket has; below 32.
    pub width: u32,
}

impl Grid {
    /// A grid from its two integers.
    pub const fn new(origin: i32, width: u32) -> Self {
        Self { origin, width }
    }

    /// The bucket of an input; whatever is in none of those before belongs to the last.
    #[inline(always)]
    const fn bucket(self, raw: i32, last: u32) -> usize {
        let bucket = raw.wrapping_sub(self.origin).cast_unsigned().wrapping_shr(self.width);
        (if bucket > last { last } else { bucket }) as usize
    }
}

/// `N` segments in `B` buckets; where a bucket begins, one of the next `W` segments serves its inputs.
///
/// An index is a byte: it counts words from the beginning of this very struct, where that is far enough, so that the address of a
/// segment takes a shift and an addition; else it counts segments.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Buckets<const N: usize, const B: usize, const W: usize> {
    /// No index leads to a segment behind which there are not `W - 1` others.
    index: [u8; B],
    segments: [Segment; N],
}

/// Words of a segment.
const WORDS: usize = size_of::<Segment>() / size_of::<u32>();

impl<const N: usize, const B: usize, const W: usize> Buckets<N, B, W> {
    /// Whether an index counts words.
    const BY_WORDS: bool = Self::word(N.saturating_sub(W)) <= 255;

    /// Where a segment lies, in words.
    const fn word(segment: usize) -> usize {
        B.div_euclid(size_of::<u32>()).saturating_add(segment.saturating_mul(WORDS))
    }

    /// For each bucket the first of the segments that serve it, and all segments in the order of their ends.
    ///
    /// What lies so far back that fewer than `W` are left counts as the last that does not.
    pub const fn new(first: &[u8; B], segments: [Segment; N]) -> Self {
        const {
            assert!(B > 0 && B.is_multiple_of(size_of::<u32>()), "segments follow the index on a word");
            assert!(W > 0 && W <= N && W <= 256, "a bucket is served by some of the segments");
        }
        let mut index = [0; B];
        let (mut from, mut to): (&[u8], &mut [u8]) = (first, &mut index);
        while let ([segment, from_rest @ ..], [at, to_rest @ ..]) = (from, to) {
            let last = N.saturating_sub(W);
            let segment = if *segment as usize > last { last } else { *segment as usize };
            *at = (if Self::BY_WORDS { Self::word(segment) } else { segment }) as u8;
            (from, to) = (from_rest, to_rest);
        }
        Self { index, segments }
    }

    /// The raw output for a raw input.
    #[inline(always)]
    #[allow(unsafe_code, reason = "the index leads to segments by construction")]
    pub const fn at(&self, grid: Grid, raw: i32, shift: u32) -> i32 {
        let bucket = grid.bucket(raw, (B as u32).wrapping_sub(1));
        // SAFETY: a bucket is below `B`. By `new`, index leads to a segment within `self` that has `W - 1` others behind it: by words
        // from the beginning of `self`, in which segments follow the index without a gap, or by segments from the first of them.
        unsafe {
            let index = *self.index.as_ptr().add(bucket) as usize;
            let first = if Self::BY_WORDS {
                core::ptr::from_ref(self).cast::<u32>().add(index).cast::<Segment>()
            } else {
                self.segments.as_ptr().add(index)
            };
            (*walk(first, W, raw)).at(raw, shift)
        }
    }
}

/// [`Buckets::at`] for a table whose sizes are known at run time only; zero where the bucket or its segments do not exist.
#[inline]
#[allow(unsafe_code, reason = "the segments are counted first")]
pub const fn buckets(
    first: &[u8],
    segments: &[Segment],
    window: usize,
    grid: Grid,
    raw: i32,
    shift: u32,
) -> i32 {
    let bucket = grid.bucket(raw, (first.len() as u32).wrapping_sub(1));
    let (_, [index, ..]) = first.split_at(if bucket < first.len() { bucket } else { first.len() }) else {
        return 0;
    };
    let last = segments.len().saturating_sub(window);
    let index = if *index as usize > last { last } else { *index as usize };
    if window == 0 || window > segments.len() || window > 256 {
        return 0;
    }
    // SAFETY: `index + window` is at most the number of segments.
    unsafe { (*walk(segments.as_ptr().add(index), window, raw)).at(raw, shift) }
}

/// The first of a number of segments whose end is greater than an input, or the last of them, by halving.
///
/// # Safety
///
/// `first` points to as many segments, at least one and at most 256.
#[inline(always)]
#[allow(unsafe_code, reason = "the caller counts the segments")]
const unsafe fn walk(first: *const Segment, count: usize, raw: i32) -> *const Segment {
    // Eight steps and no loop, which would be one at opt-level s: steps that a known count does not need leave nothing behind.
    let mut left = (first, count);
    // SAFETY: each step leaves a part of what the caller has counted.
    unsafe {
        left = halve(left, raw);
        left = halve(left, raw);
        left = halve(left, raw);
        left = halve(left, raw);
        left = halve(left, raw);
        left = halve(left, raw);
        left = halve(left, raw);
        left = halve(left, raw);
    }
    left.0
}

/// One step: a half of the segments is left, of an odd number the greater; what it has too much comes later and does no harm.
///
/// # Safety
///
/// The pointer points to as many segments.
#[inline(always)]
#[allow(unsafe_code, reason = "the caller counts the segments")]
const unsafe fn halve((first, count): (*const Segment, usize), raw: i32) -> (*const Segment, usize) {
    if count < 2 {
        return (first, count);
    }
    let half = count / 2;
    // SAFETY: `half` is at least one and less than `count`, and `count` segments are left from `first` on.
    unsafe {
        let first = if raw >= (*first.add(half.wrapping_sub(1))).end { first.add(half) } else { first };
        (first, count.wrapping_sub(half))
    }
}
