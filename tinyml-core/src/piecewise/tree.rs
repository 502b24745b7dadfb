//! Segments found by a balanced tree of comparisons: the quickest way for a few.

use super::Segment;

/// Segments whose bounds, slopes and offsets become constants in the code, since LLVM knows them in each branch.
#[derive(Clone, Copy, Debug)]
pub struct Tree<const N: usize> {
    segments: [Segment; N],
}

impl<const N: usize> Tree<N> {
    /// Segments in the order of their ends.
    pub const fn new(segments: [Segment; N]) -> Self {
        Self { segments }
    }

    /// The raw output for a raw input.
    #[inline(always)]
    pub const fn at(&self, raw: i32, shift: u32) -> i32 {
        tree(&self.segments, raw, shift)
    }
}

/// The raw output for a raw input; zero where there are no segments. Comparisons for more than 64 are a loop.
#[inline(always)]
pub const fn tree(segments: &[Segment], raw: i32, shift: u32) -> i32 {
    level6(segments, 0, raw, shift)
}

/// One function for each level, since a function that calls itself is not inlined. `place` is the first segment's.
macro_rules! levels {
    ($($name:ident above $next:ident)+) => {
        $(
            #[inline(always)]
            const fn $name(segments: &[Segment], place: usize, raw: i32, shift: u32) -> i32 {
                match halves(segments) {
                    Some((low, end, _)) if raw < end => $next(low, place, raw, shift),
                    Some((low, _, high)) => $next(high, place.wrapping_add(low.len()), raw, shift),
                    None => leaf(segments, place, raw, shift),
                }
            }
        )+
    };
}
levels!(level6 above level5 level5 above level4 level4 above level3);
levels!(level3 above level2 level2 above level1 level1 above leaf);

/// The first of the segments that are left whose end is greater: a single one, as a rule.
#[inline(always)]
const fn leaf(segments: &[Segment], place: usize, raw: i32, shift: u32) -> i32 {
    let mut rest = segments;
    while let [segment, others @ ..] = rest {
        if others.is_empty() || raw < segment.end {
            let value = segment.at(raw, shift);
            apart(place);
            return value;
        }
        rest = others;
    }
    0
}

/// Keeps LLVM from merging the ends of two branches into one line, whose slope and offset it would then choose by comparisons of
/// their own. Empty `asm!`s, which are no instructions, and of which each of eight neighbours has another number; not by a loop,
/// which would be one at opt-level s.
#[inline(always)]
const fn apart(place: usize) {
    #[cfg(target_arch = "arm")]
    {
        use core::hint::black_box;
        if place & 1 != 0 {
            black_box(());
        }
        if place & 2 != 0 {
            black_box(());
            black_box(());
        }
        if place & 4 != 0 {
            black_box(());
            black_box(());
            black_box(());
            black_box(());
        }
        black_box(());
    }
    #[cfg(not(target_arch = "arm"))]
    let _ = place;
}

/// The first half, where it ends, and the second; nothing to halve is left of a single segment.
#[inline(always)]
const fn halves(segments: &[Segment]) -> Option<(&[Segment], i32, &[Segment])> {
    let (low, high) = segments.split_at(segments.len() / 2);
    match low {
        [.., last] => Some((low, last.end, high)),
        [] => None,
    }
}
