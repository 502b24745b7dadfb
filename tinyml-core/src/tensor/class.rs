//! The class with the greatest score, of scores of any element type.
#![allow(clippy::as_conversions, reason = "bits of an integer are taken for those of another")]

use super::{Element, View};

/// How the scores of a tensor are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scores {
    /// Integers as they are.
    Signed,
    /// Bytes without sign, which are seen as `i8`.
    Unsigned,
    /// The bits of floats.
    Float,
}

impl Scores {
    /// What is greater where the score is greater.
    const fn key(self, value: i32) -> i32 {
        match self {
            Self::Signed => value,
            Self::Unsigned => value & 0xff,
            // The magnitude of a negative float counts the other way.
            Self::Float => value ^ ((value >> 31) as u32 >> 1) as i32,
        }
    }
}

/// The class with the greatest score; of equal ones the first, and `first` where there is no score.
#[inline(never)]
pub const fn class<E: Element, C: Copy>(scores: View<'_, E>, by: Scores, classes: &[C], first: C) -> C {
    let (mut best, mut index) = (first, 1_usize);
    let (mut greatest, mut rest) = (by.key(scores.get(0)), classes);
    if let Some((_, behind)) = rest.split_first() {
        rest = behind;
    }
    while let Some((&class, behind)) = rest.split_first() {
        let key = by.key(scores.get(index));
        if key > greatest {
            (greatest, best) = (key, class);
        }
        (rest, index) = (behind, index.wrapping_add(1));
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Scores, View, class};

    #[test]
    fn the_greatest_score_wins_and_the_first_of_equal_ones() {
        const NAMES: [char; 3] = ['a', 'b', 'c'];
        let of = |scores: &[i8]| class(View::of(scores), Scores::Signed, &NAMES, 'a');
        assert_eq!([of(&[-3, -2, -1]), of(&[5, 5, 4]), of(&[-128, 7, 7])], ['c', 'a', 'b']);
        assert_eq!(class(View::bytes(&[1, 200, 127]), Scores::Unsigned, &NAMES, 'a'), 'b');
        let floats = |scores: &[f32]| class(View::floats(scores), Scores::Float, &NAMES, 'a');
        assert_eq!([floats(&[-1.0, -0.5, -2.0]), floats(&[-1.0, 0.25, 0.5])], ['b', 'c']);
    }
}
