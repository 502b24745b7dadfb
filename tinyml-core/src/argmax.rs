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
