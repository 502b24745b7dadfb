//! The place of the greatest score, ties and extremes included.

use tinyml_core::argmax::{argmax, class};

use crate::random::Random;

/// The first place whose score no other exceeds.
fn definition(scores: &[i32]) -> usize {
    scores.iter().position(|score| scores.iter().all(|other| other <= score)).unwrap_or(0)
}

#[test]
fn the_first_of_the_greatest() {
    let mut random = Random::new(9);
    for classes in 0..=40 {
        for (min, max) in [(i32::MIN, i32::MAX), (-2, 2), (0, 0), (i32::MIN, i32::MIN + 1)] {
            let scores = random.values(classes, min, max);
            assert_eq!(argmax(&scores), definition(&scores), "{scores:?}");
        }
    }
}

#[test]
fn const_evaluation_agrees() {
    const BEST: usize = argmax(&[-5, 7, 7, i32::MIN]);
    assert_eq!(BEST, 1);
}

#[test]
fn the_class_of_the_greatest_score() {
    let named = |scores: &[i32]| class(scores, &['a', 'b', 'c'], '?');
    assert_eq!([[9, 1, 2], [1, 9, 2], [1, 2, 9]].map(|scores| named(&scores)), ['a', 'b', 'c']);
    assert_eq!(named(&[1, 2, 3, 4]), '?');
}
