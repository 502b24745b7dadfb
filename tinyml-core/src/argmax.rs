//! The place of the greatest score.

/// Index of the greatest score; of equal ones the first, and 0 for none.
///
/// **Format**: scores of one scale. **Rounding**, **Overflow**: none. **Panics**: never. **Source**: the tie rule is
/// that of NumPy and TensorFlow.
#[inline(always)]
pub const fn argmax(scores: &[i32]) -> usize {
    let (mut best, mut best_index, mut index, mut scores) = (i32::MIN, 0, 0_usize, scores);
    while let [score, rest @ ..] = scores {
        if *score > best {
            (best, best_index) = (*score, index);
        }
        index = index.wrapping_add(1);
        scores = rest;
    }
    best_index
}
