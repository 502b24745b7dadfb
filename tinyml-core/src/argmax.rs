//! The place of the greatest score.

use crate::branchless::{below, choose};

/// Index of the greatest score; of equal ones the first, and 0 for none.
///
/// **Format**: scores of one scale. **Rounding**, **Overflow**: none. **Panics**: never. **Source**: the tie rule is
/// that of NumPy and TensorFlow.
#[inline(always)]
#[allow(clippy::as_conversions, reason = "an index is never negative, and `From` is not const")]
pub const fn argmax(scores: &[i32]) -> usize {
    let (mut best, mut best_index, mut index, mut scores) = (i32::MIN, 0, 0_i32, scores);
    while let [score, rest @ ..] = scores {
        let greater = below(best, *score);
        (best, best_index) = (choose(greater, *score, best), choose(greater, index, best_index));
        index = index.wrapping_add(1);
        scores = rest;
    }
    best_index.cast_unsigned() as usize
}

/// The class with the greatest score; `otherwise` where there is no class for it, which the typed layer rules out.
///
/// A table, and not a `match` of the index: one arm of that would be what every other index gives, and LLVM would compare the
/// index with its border, which is a branch on data where a core has nothing better.
#[inline(always)]
pub const fn class<T: Copy>(scores: &[i32], classes: &[T], otherwise: T) -> T {
    match classes.split_at_checked(argmax(scores)) {
        Some((_, [class, ..])) => *class,
        _ => otherwise,
    }
}
