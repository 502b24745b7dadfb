//! What a member learns from, and in which order.

use std::sync::Arc;

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// Samples, which members may share.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// `rows` x `inputs`, row-major: what the float network sees, normalisation done.
    pub x: Vec<f64>,
    /// `rows` x `outputs`, row-major: values, or probabilities of classes.
    pub targets: Vec<f64>,
    /// Number of samples.
    pub rows: usize,
}

/// Everything that is a member's own.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// What is there to be learnt.
    pub samples: Arc<Samples>,
    /// How much each sample counts; one with a weight of 0 is held back. Its loss is the weighted mean.
    pub weights: Vec<f64>,
    /// Decoupled weight decay of the optimiser.
    pub decay: f64,
    /// Of the order of the batches.
    pub seed: u64,
}

impl Lesson {
    /// A lesson in which all samples count the same, without weight decay.
    pub fn of(samples: Arc<Samples>, seed: u64) -> Self {
        let weights = vec![1.0; samples.rows];
        Self { samples, weights, decay: 0.0, seed }
    }
}

/// Rows in an order that is drawn anew each time that all have been dealt.
#[derive(Debug, Clone)]
pub(super) struct Deck {
    rows: Vec<usize>,
    dealt: usize,
    random: ChaCha8Rng,
}

impl Deck {
    /// Of the rows that count.
    pub(super) fn new(lesson: &Lesson) -> Self {
        let rows: Vec<usize> = (0..lesson.samples.rows).filter(|&row| lesson.weights[row] > 0.0).collect();
        Self { dealt: rows.len(), rows, random: ChaCha8Rng::seed_from_u64(lesson.seed) }
    }

    /// The next row; `None` if no row counts.
    pub(super) fn next(&mut self) -> Option<usize> {
        if self.dealt == self.rows.len() {
            // Fisher and Yates, in the form of Durstenfeld (1964).
            for at in (1..self.rows.len()).rev() {
                let other = self.random.random_range(0..=at as u64) as usize;
                self.rows.swap(at, other);
            }
            self.dealt = 0;
        }
        let row = self.rows.get(self.dealt).copied();
        self.dealt += usize::from(row.is_some());
        row
    }
}

#[cfg(test)]
mod tests {
    use super::{Deck, Lesson, Samples};
    use std::sync::Arc;

    #[test]
    fn each_row_that_counts_is_dealt_once_before_any_comes_again() {
        let samples = Arc::new(Samples { x: vec![0.0; 9], targets: vec![0.0; 9], rows: 9 });
        let mut lesson = Lesson::of(samples, 5);
        lesson.weights[4] = 0.0;
        let mut deck = Deck::new(&lesson);
        let rounds: Vec<Vec<usize>> = (0..3).map(|_| (0..8).filter_map(|_| deck.next()).collect()).collect();
        for round in &rounds {
            let mut sorted = round.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 5, 6, 7, 8]);
        }
        assert_ne!(rounds[0], rounds[1]);
        lesson.weights = vec![0.0; 9];
        assert_eq!(Deck::new(&lesson).next(), None);
    }
}
